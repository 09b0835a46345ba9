"""The spine: a submission's sources through a course's checks to a result."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from grader import diagnosis
from grader.checks.calls import Subject
from grader.checks.data import Data, Made, derived
from grader.checks.exercise import Check
from grader.course import Course, CourseExercise, Mistake
from grader.errors import CourseError, NoWorker, SandboxError, SandboxLost, StudentError
from grader.outcome import Curves, Outcome
from grader.result import CheckResult, CheckStatus, ExerciseResult, ExerciseStatus, Piece
from grader.sandbox.known import Answers, RememberedSession
from grader.sandbox.session import LocalSession, Rules, Sandbox, Session, WorkerSession
from grader.submission.source import Source
from grader.text import one_line, printable
from grader.worker.serve import Server

log = logging.getLogger("grader")

SHOWN_SOURCE = 400_000
"""Characters of source that are kept for the report."""


@dataclass
class Grading:
    """One job's settings and what it can use again from one student to the next.

    sandbox: None where there are no workers (in a notebook): a check that needs one is skipped.
    diagnose: False where only full points or not is asked: no mistake is named, the first check that fails is the last.
    """

    course: Course
    sandbox: Sandbox | None
    seed: str
    device: str = "cpu"
    diagnose: bool = True
    layers: list[str] = field(default_factory=list)
    _mistakes: dict[tuple[str, str, str], Outcome] = field(default_factory=dict)
    _answers: dict[str, Answers] = field(default_factory=dict)
    _made: Made = field(default_factory=dict)

    def grade(self, exercise: CourseExercise, source: Source | None) -> ExerciseResult:
        """All checks of one exercise on one source."""
        if source is None:
            return _unattempted(exercise, "missing", None, "no file for this exercise")
        if _is_stub(source, exercise):
            return _unattempted(exercise, "not_attempted", source, "this is the stub as it was handed out")
        if source.unreadable:
            return _unattempted(exercise, "ungraded", source, f"the file could not be read: {source.unreadable}")
        session = self._student(exercise, source)
        try:
            result = self.grade_session(exercise, session)
            notes = _stand_in_notes(session) + _remarks(exercise, result, session)
        finally:
            session.close()
        self.layers = session.layers or self.layers
        result.file, result.notes = source.file, list(source.notes)
        if result.status != "not_attempted":
            result.notes += notes
            result.stdout, result.source = printable(session.output.text), _pieces(source)
        return result

    def grade_session(self, exercise: CourseExercise, session: Session) -> ExerciseResult:
        """The same for an answer that is there already; the points of checks that are skipped do not count."""
        started = time.monotonic()
        outcomes = list(self._outcomes(exercise, session))
        if _is_not_implemented([outcome for _, outcome in outcomes]):
            return _unattempted(exercise, "not_attempted", None, "its functions still raise NotImplementedError")
        checks = [self._result(exercise, check, outcome) for check, outcome in outcomes]
        return ExerciseResult(
            id=exercise.id,
            title=exercise.table.title,
            file=None,
            status=_status(checks),
            score=sum(check.score for check in checks),
            points=exercise.points - sum(check.points for check in checks if check.status == "skipped"),
            seconds=round(time.monotonic() - started, 3),
            message=next((outcome.message for _, outcome in outcomes if outcome.evidence is _STOPS), ""),
            checks=checks,
        )

    def _outcomes(self, exercise: CourseExercise, session: Session) -> Iterator[tuple[Check, Outcome]]:
        fatal: Outcome | None = None
        for check in exercise.table.checks:
            outcome = self._attempt(exercise, check, session) if fatal is None else fatal
            if outcome.evidence is _STOPS:
                fatal = outcome
            yield check, outcome
            if not (outcome.passed or self.diagnose):
                return

    def _attempt(self, exercise: CourseExercise, check: Check, session: Session) -> Outcome:
        """The check on the student's answer; once more where the forkserver was lost, which is not their doing."""
        if check.hidden and self.sandbox is None:
            return _unseen(check)
        for last in (False, True):
            try:
                return self._run(exercise, check, self._subject(exercise, session))
            except SandboxLost as error:
                session.close()
                if last:
                    return _ungraded(f"the sandbox was lost twice: {error}")
            except SandboxError as error:
                skipped = self.sandbox is None and isinstance(error, NoWorker)
                return _skipped(check) if skipped else _ungraded(str(error))
            except CourseError:
                raise
            except Exception as error:  # our own bug, in the engine or the course: never the student's
                log.exception("the check %s of %s failed", check.name, exercise.id)
                return _ungraded(f"the grader itself failed: {type(error).__name__}: {error}")
        raise AssertionError("unreachable")

    def _run(self, exercise: CourseExercise, check: Check, subject: Subject) -> Outcome:
        data = Data(self.seed, exercise.id, check.name, given=self.course.given, made=self._made)
        try:
            found = check.function(subject, self._solution(exercise), data)
        except StudentError as error:
            return _failed(error)
        return found if isinstance(found, Outcome) else _no_outcome(exercise, check, found)

    def _result(self, exercise: CourseExercise, check: Check, outcome: Outcome) -> CheckResult:
        mistake = self._mistake(exercise, check, outcome)
        found = outcome.message if not outcome.reading else f"{_sentence(outcome.message)} {outcome.reading}"
        return CheckResult(
            name=check.name,
            title=check.title,
            status=_check_status(outcome),
            score=check.points if outcome.passed else 0.0,
            points=check.points,
            cause=outcome.cause,
            mistake=mistake.name if mistake else None,
            message=mistake.text if mistake else found,
            detail=found if mistake else None,
            hint="" if outcome.passed or outcome.evidence is _SKIPPED else check.hint,
            curves=self._explained(exercise, check, outcome, mistake),
            hidden=check.hidden,
            **{name: getattr(outcome, name) for name in _SHOWN},
        )

    def _mistake(self, exercise: CourseExercise, check: Check, outcome: Outcome) -> Mistake | None:
        if not self._is_diagnosed(outcome):
            return None
        return diagnosis.recognised(outcome, ((m, self._of_mistake(exercise, check, m)) for m in exercise.mistakes))

    def _explained(
        self, exercise: CourseExercise, check: Check, outcome: Outcome, mistake: Mistake | None
    ) -> Curves | None:
        """The curves with those of the mistakes that the diagnosis has gone through, whatever else is known by now."""
        if outcome.curves is None or not self._is_diagnosed(outcome):
            return outcome.curves
        last = exercise.mistakes.index(mistake) + 1 if mistake else None
        tried = {m.name: self._of_mistake(exercise, check, m) for m in exercise.mistakes[:last]}
        return diagnosis.explained(outcome.curves, tried, mistake.name if mistake else None)

    def _is_diagnosed(self, outcome: Outcome) -> bool:
        unknown = outcome.cause is None or outcome.evidence is None or outcome.evidence is _STOPS
        return self.diagnose and not unknown

    def _of_mistake(self, exercise: CourseExercise, check: Check, mistake: Mistake) -> Outcome:
        key = exercise.id, check.name, mistake.name
        if key not in self._mistakes:
            self._mistakes[key] = self._outcome_of(exercise, check, mistake)
        return self._mistakes[key]

    def _outcome_of(self, exercise: CourseExercise, check: Check, mistake: Mistake) -> Outcome:
        source = Source(exercise.id, mistake.name, "mistake.py", {"mistake.py": exercise.mistake_source(mistake.name)})
        elsewhere = self._student(exercise, source) if self.sandbox else None
        session = LocalSession(Server(mistake.module), list(exercise.table.returns), elsewhere)
        try:
            return self._run(exercise, check, self._subject(exercise, session))
        except NoWorker as error:
            return _ungraded(str(error))
        except Exception as error:  # a broken mistake names nothing; the student's grade stands
            log.warning("the mistake %s of %s cannot be compared: %s", mistake.name, exercise.id, error)
            return _ungraded(str(error))
        finally:
            if elsewhere:
                elsewhere.close()

    def _student(self, exercise: CourseExercise, source: Source) -> WorkerSession:
        assert self.sandbox is not None
        table = exercise.table
        rules = Rules(
            names=tuple(table.returns),
            forbidden=table.forbids,
            forbidden_names=table.forbids_names,
            sought=table.sought,
            stand_ins=self.course.stand_ins,
            seed=derived("student", self.seed, exercise.id),
        )
        forkserver = self.sandbox.forkserver(table.libraries, table.preload)
        return WorkerSession(forkserver, source, rules, self.sandbox.limits)

    def _subject(self, exercise: CourseExercise, session: Session) -> Subject:
        table = exercise.table
        device = self.device if table.on_device else "cpu"
        names = table.on_device if isinstance(table.on_device, tuple) else None
        return Subject(session, table.returns, exercise.parameters, table.library, device, names)

    def _solution(self, exercise: CourseExercise) -> Subject:
        def start() -> LocalSession:
            return LocalSession(Server(exercise.solution), list(exercise.table.returns))

        answers = self._answers.setdefault(exercise.id, Answers())
        return self._subject(exercise, RememberedSession(start, answers))


_STOPS = object()
"""The evidence of an outcome that every further check of the exercise would repeat."""
_SKIPPED = object()
"""The evidence of an outcome that says nothing about the answer."""
_SHOWN = ("expected", "actual", "where", "reading", "jacobians", "entries", "graphs", "parameters", "frames")


def _failed(error: StudentError) -> Outcome:
    details = dict(error.details)
    if error.stops_exercise:
        details["evidence"] = _STOPS
    if details.pop("error", None) == "NotImplementedError":
        details["evidence"] = _NOT_IMPLEMENTED
    return Outcome(passed=False, cause=error.cause, message=error.message, **details)


_NOT_IMPLEMENTED = "NotImplementedError"


def _is_not_implemented(outcomes: list[Outcome]) -> bool:
    """Whether that is all there is to say of the answer."""
    found = [outcome.evidence for outcome in outcomes if outcome.evidence is not _SKIPPED]
    return bool(found) and all(isinstance(evidence, str) and evidence == _NOT_IMPLEMENTED for evidence in found)


def _skipped(check: Check) -> Outcome:
    message = f"The rest runs your code without autograd, which a kernel cannot: {_its_points(check)} not counted here"
    message = f"As far as this check came, nothing is wrong. {message}, `grade submit` runs it."
    return Outcome(passed=False, message=message, evidence=_SKIPPED)


def _unseen(check: Check) -> Outcome:
    """A hidden check's data would lie in the kernel of whoever it is hidden from."""
    message = f"This check is hidden and does not run in a notebook: {_its_points(check)} not counted here."
    return Outcome(passed=False, message=message, evidence=_SKIPPED)


def _its_points(check: Check) -> str:
    return "its point is" if check.points == 1 else f"its {check.points:g} points are"


def _no_outcome(exercise: CourseExercise, check: Check, found: object) -> Outcome:
    """A bug of the course's, most likely a forgotten `return found`."""
    named = f"the check {check.name} of {exercise.id}"
    message = f"{named} returned nothing: a check returns an Outcome"
    if found is not None:
        message = f"{named} returned a {type(found).__name__}: a check returns an Outcome"
    log.error("%s", message)
    return _ungraded(message)


def _ungraded(message: str) -> Outcome:
    return Outcome(passed=False, message=one_line(message, 400))


def _check_status(outcome: Outcome) -> CheckStatus:
    if outcome.passed:
        return "passed"
    return "failed" if outcome.cause else "skipped" if outcome.evidence is _SKIPPED else "ungraded"


def _status(checks: list[CheckResult]) -> ExerciseStatus:
    statuses = {check.status for check in checks} - {"skipped"}
    if "ungraded" in statuses or not statuses:
        return "ungraded"
    return "passed" if statuses == {"passed"} else "failed"


def _unattempted(
    exercise: CourseExercise, status: ExerciseStatus, source: Source | None, message: str
) -> ExerciseResult:
    checks = [
        CheckResult(
            name=c.name, title=c.title, status="skipped", score=0.0, points=c.points, hint=c.hint, hidden=c.hidden
        )
        for c in exercise.table.checks
    ]
    return ExerciseResult(
        id=exercise.id,
        title=exercise.table.title,
        file=source.file if source else None,
        status=status,
        score=0.0,
        points=exercise.points,
        message=message,
        notes=list(source.notes) if source else [],
        checks=checks,
    )


def _is_stub(source: Source, exercise: CourseExercise) -> bool:
    if not source.main:
        return False
    return source.files[source.main].replace(b"\r\n", b"\n").strip() == exercise.stub.strip()


def _stand_in_notes(session: WorkerSession) -> list[str]:
    used = session.stand_ins_used
    return [f"{name} is not here: a stand-in that does nothing took its place" for name in used]


def _remarks(exercise: CourseExercise, result: ExerciseResult, session: WorkerSession) -> list[str]:
    """On the way that an answer took which is right: of a wrong one there is more important to say."""
    if result.status != "passed":
        return []
    return [remark.words for remark in exercise.table.remarks if remark.fits(session.names_used)]


def _pieces(source: Source) -> list[Piece]:
    pieces, left = [], SHOWN_SOURCE
    for label, text in source.pieces():
        if left > 0:
            pieces.append(Piece(label=one_line(label, 100), text=printable(text[:left])))
        left -= len(text) + 1  # an empty cell counts too: there may be a million
    return pieces


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
