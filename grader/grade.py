"""The spine: a submission's sources through a course's checks to a result."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from grader import diagnosis
from grader.checks.calls import Subject
from grader.checks.data import Data, derived
from grader.checks.exercise import Check
from grader.course import Course, CourseExercise, Mistake
from grader.errors import SandboxError, SandboxLost, StudentError
from grader.outcome import Frame, Outcome
from grader.result import CheckResult, ExerciseResult, ExerciseStatus, Piece
from grader.sandbox.session import LocalSession, Rules, Sandbox, WorkerSession
from grader.source import Source
from grader.text import one_line, printable
from grader.worker.serve import Server

log = logging.getLogger("grader")

SHOWN_SOURCE = 400_000
"""Characters of source that are kept for the report."""


@dataclass
class Grading:
    """One job's settings and what it can use again from one student to the next.

    diagnose: False where only full points or not is asked: no mistake is named, the first check that fails is the last.
    """

    course: Course
    sandbox: Sandbox
    seed: str
    device: str = "cpu"
    diagnose: bool = True
    layers: list[str] = field(default_factory=list)
    _mistakes: dict[tuple[str, str, str], Outcome] = field(default_factory=dict)

    def grade(self, exercise: CourseExercise, source: Source | None) -> ExerciseResult:
        """All checks of one exercise on one source."""
        if source is None:
            return _unattempted(exercise, "missing", None, "no file for this exercise")
        if _is_stub(source, exercise):
            return _unattempted(exercise, "not_attempted", source, "this is the stub as it was handed out")
        started = time.monotonic()
        session = self._student(exercise, source)
        try:
            outcomes = list(self._outcomes(exercise, session))
            notes = [*source.notes, *_stand_in_notes(session)]
        finally:
            session.close()
        self.layers = session.layers or self.layers
        if all(_is_not_implemented(outcome) for _, outcome in outcomes):
            return _unattempted(exercise, "not_attempted", source, "its functions still raise NotImplementedError")
        checks = [self._result(exercise, check, outcome) for check, outcome in outcomes]
        return ExerciseResult(
            id=exercise.id,
            title=exercise.table.title,
            file=source.file,
            status=_status(checks),
            score=sum(check.score for check in checks),
            points=exercise.points,
            seconds=round(time.monotonic() - started, 3),
            stdout=printable(session.output.text),
            message=next((outcome.message for _, outcome in outcomes if outcome.evidence is _STOPS), ""),
            notes=notes,
            checks=checks,
            source=_pieces(source),
        )

    def _outcomes(self, exercise: CourseExercise, session: WorkerSession) -> Iterator[tuple[Check, Outcome]]:
        fatal: Outcome | None = None
        for check in exercise.table.checks:
            outcome = self._attempt(exercise, check, session) if fatal is None else fatal
            if outcome.evidence is _STOPS:
                fatal = outcome
            yield check, outcome
            if not (outcome.passed or self.diagnose):
                return

    def _attempt(self, exercise: CourseExercise, check: Check, session: WorkerSession) -> Outcome:
        """The check on the student's answer; once more where the forkserver was lost, which is not their doing."""
        for last in (False, True):
            try:
                return self._run(exercise, check, self._subject(exercise, session))
            except SandboxLost as error:
                session.close()
                if last:
                    return _ungraded(f"the sandbox was lost twice: {error}")
            except SandboxError as error:
                return _ungraded(str(error))
            except Exception as error:  # our own bug, in the engine or the course: never the student's
                log.exception("the check %s of %s failed", check.name, exercise.id)
                return _ungraded(f"the grader itself failed: {type(error).__name__}: {error}")
        raise AssertionError("unreachable")

    def _run(self, exercise: CourseExercise, check: Check, subject: Subject) -> Outcome:
        data = Data(self.seed, exercise.id, check.name, given=self.course.given)
        try:
            return check.function(subject, self._solution(exercise), data)
        except StudentError as error:
            return _failed(error)

    def _result(self, exercise: CourseExercise, check: Check, outcome: Outcome) -> CheckResult:
        mistake = self._mistake(exercise, check, outcome)
        status: Any = "passed" if outcome.passed else "ungraded" if outcome.cause is None else "failed"
        found = outcome.message if not outcome.reading else f"{_sentence(outcome.message)} {outcome.reading}"
        return CheckResult(
            name=check.name,
            title=check.title,
            status=status,
            score=check.points if outcome.passed else 0.0,
            points=check.points,
            cause=outcome.cause,
            mistake=mistake.name if mistake else None,
            message=mistake.text if mistake else found,
            detail=found if mistake else None,
            hint="" if outcome.passed else check.hint,
            **{name: getattr(outcome, name) for name in _SHOWN},
        )

    def _mistake(self, exercise: CourseExercise, check: Check, outcome: Outcome) -> Mistake | None:
        if outcome.passed or outcome.evidence is None or outcome.evidence is _STOPS or not self.diagnose:
            return None
        return diagnosis.recognised(outcome, ((m, self._of_mistake(exercise, check, m)) for m in exercise.mistakes))

    def _of_mistake(self, exercise: CourseExercise, check: Check, mistake: Mistake) -> Outcome:
        key = exercise.id, check.name, mistake.name
        if key not in self._mistakes:
            self._mistakes[key] = self._outcome_of(exercise, check, mistake)
        return self._mistakes[key]

    def _outcome_of(self, exercise: CourseExercise, check: Check, mistake: Mistake) -> Outcome:
        source = Source(exercise.id, mistake.name, "mistake.py", {"mistake.py": exercise.mistake_source(mistake.name)})
        elsewhere = self._student(exercise, source)
        session = LocalSession(Server(mistake.module), list(exercise.table.returns), elsewhere)
        try:
            return self._run(exercise, check, self._subject(exercise, session))
        except Exception as error:  # a broken mistake names nothing; the student's grade stands
            log.warning("the mistake %s of %s cannot be compared: %s", mistake.name, exercise.id, error)
            return _ungraded(str(error))
        finally:
            elsewhere.close()

    def _student(self, exercise: CourseExercise, source: Source) -> WorkerSession:
        table = exercise.table
        rules = Rules(
            names=tuple(table.returns),
            forbidden=table.forbids,
            forbidden_names=table.forbids_names,
            stand_ins=self.course.stand_ins,
            seed=derived("student", self.seed, exercise.id),
        )
        forkserver = self.sandbox.forkserver(table.libraries, table.preload)
        return WorkerSession(forkserver, source, rules, self.sandbox.limits)

    def _subject(self, exercise: CourseExercise, session: WorkerSession | LocalSession) -> Subject:
        table = exercise.table
        device = self.device if table.on_device else "cpu"
        names = table.on_device if isinstance(table.on_device, tuple) else None
        return Subject(session, table.returns, exercise.parameters, table.library, device, names)

    def _solution(self, exercise: CourseExercise) -> Subject:
        return self._subject(exercise, LocalSession(Server(exercise.solution), list(exercise.table.returns)))


_STOPS = object()
"""The evidence of an outcome that every further check of the exercise would repeat."""
_SHOWN = ("expected", "actual", "where", "reading", "curves", "jacobians", "frames")


def _failed(error: StudentError) -> Outcome:
    details = dict(error.details)
    frames = [Frame(**frame) for frame in details.pop("frames", ())]
    if error.stops_exercise:
        details["evidence"] = _STOPS
    if details.pop("error", None) == "NotImplementedError":
        details["evidence"] = _NOT_IMPLEMENTED
    return Outcome(passed=False, cause=error.cause, message=error.message, frames=frames, **details)


_NOT_IMPLEMENTED = "NotImplementedError"


def _is_not_implemented(outcome: Outcome) -> bool:
    return isinstance(outcome.evidence, str) and outcome.evidence == _NOT_IMPLEMENTED


def _ungraded(message: str) -> Outcome:
    return Outcome(passed=False, message=one_line(message, 400))


def _status(checks: list[CheckResult]) -> ExerciseStatus:
    if any(check.status == "ungraded" for check in checks):
        return "ungraded"
    return "passed" if all(check.status == "passed" for check in checks) else "failed"


def _unattempted(
    exercise: CourseExercise, status: ExerciseStatus, source: Source | None, message: str
) -> ExerciseResult:
    checks = [
        CheckResult(name=c.name, title=c.title, status="skipped", score=0.0, points=c.points, hint=c.hint)
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


def _pieces(source: Source) -> list[Piece]:
    return [Piece(label=one_line(label, 100), text=printable(text[:SHOWN_SOURCE])) for label, text in source.pieces()]


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
