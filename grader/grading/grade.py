"""The spine: a submission's sources through a course's checks to a result."""

from __future__ import annotations

import logging
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import numpy as np

from grader.checks.data import Data, Made, derived
from grader.checks.proxies import Proxy
from grader.checks.watch import Watch
from grader.courses.course import Course, CourseExercise, Mistake, line_in
from grader.courses.spec import Check
from grader.errors import CourseError, NoWorker, SandboxError, SandboxLost, SolutionError
from grader.grading import verdict
from grader.grading.diagnosis import Diagnosis, Key
from grader.grading.findings import Findings
from grader.grading.run_check import run_check
from grader.message import located, say
from grader.outcomes.outcome import Outcome
from grader.outcomes.result import CheckResult, ExerciseResult
from grader.sessions.answer_cache import Answers, RememberedSession
from grader.sessions.local import LocalSession, as_in_a_worker
from grader.sessions.recording import Asked, TapeRecording
from grader.sessions.session import Sandbox, Session, WorkerSession
from grader.submission.source import Source
from grader.worker import gpu
from grader.worker.messages import wire
from grader.worker.serve import Server

log = logging.getLogger("grader")


@dataclass
class Grading:
    """One job's settings and what it can use again from one student to the next.

    sandbox: None where there are no workers (in a notebook): a check that needs one is skipped.
    diagnose: False where only full points or not is asked: no mistake is named, the first check that fails is the last.
    of_mistakes: what checks are known to find of known mistakes.
    """

    course: Course
    sandbox: Sandbox | None
    seed: str
    device: str = "cpu"
    diagnose: bool = True
    of_mistakes: dict[Key, Outcome] = field(default_factory=dict)
    layers: list[str] = field(default_factory=list)
    _diagnosis: Diagnosis = field(init=False)
    _answers: dict[str, Answers] = field(default_factory=dict)
    _made: Made = field(default_factory=dict)
    _findings: Findings = field(default_factory=Findings)
    _tapes: dict[tuple[str, str], list[Asked]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._diagnosis = Diagnosis(self._run_mistake, self.of_mistakes)

    def grade(self, exercise: CourseExercise, source: Source | None) -> ExerciseResult:
        """All checks of one exercise on one source."""
        if source is None:
            return verdict.unattempted(exercise, "missing", None, say("no file for this exercise"))
        if _is_stub(source, exercise):
            return verdict.unattempted(exercise, "not_attempted", source, say("this is the stub as it was handed out"))
        if source.unreadable:
            unreadable = say("the file could not be read: {reason}", reason=source.unreadable)
            return verdict.unattempted(exercise, "ungraded", source, unreadable)
        session = self._student(exercise, source)
        try:
            result = self.grade_session(exercise, session)
        finally:
            session.close()
        self.layers = session.layers or self.layers
        return verdict.with_source(result, exercise, source, session)

    def grade_session(self, exercise: CourseExercise, session: Session) -> ExerciseResult:
        """The same for an answer that is there already; the points of checks that are skipped do not count."""
        started = time.monotonic()
        outcomes = list(self._outcomes(exercise, session))
        if verdict.is_not_implemented([outcome for _, outcome in outcomes]):
            untouched = say("its functions still raise NotImplementedError")
            return verdict.unattempted(exercise, "not_attempted", None, untouched)
        checks = self._judged(exercise, outcomes)
        stopped = next((outcome.message for _, outcome in outcomes if outcome.stops), "")
        return verdict.of_exercise(exercise, checks, stopped, time.monotonic() - started)

    def _outcomes(self, exercise: CourseExercise, session: Session) -> Iterator[tuple[Check, Outcome]]:
        fatal, watch = None, Watch(exercise.spec.in_place)
        for check in exercise.spec.checks:
            outcome = self._attempt(exercise, check, session, watch) if fatal is None else fatal
            if outcome.stops:
                fatal = outcome
            yield check, outcome
            if not (outcome.passed or self.diagnose):
                return

    def _attempt(self, exercise: CourseExercise, check: Check, session: Session, watch: Watch) -> Outcome:
        """The check on the student's answer; once more where the forkserver was lost, which is not their doing."""
        if check.hidden and self.sandbox is None:
            return verdict.unseen(check)

        def asked(session: Session) -> Outcome:
            device = gpu.NAME if self._on_gpu(exercise) else "cpu"
            return self._run(exercise, check, self._answer(exercise, check, session, watch, device))

        for last in (False, True):
            try:
                return self._findings.of(exercise, check, session, watch, asked)
            except SandboxLost as error:
                session.close()
                if last:
                    return verdict.ungraded(say("the sandbox stopped twice: {error}", error=str(error)))
            except (SandboxError, SolutionError) as error:
                skipped = self.sandbox is None and isinstance(error, NoWorker)
                return verdict.skipped(check) if skipped else verdict.ungraded(str(error))
            except CourseError:
                raise
            except Exception as error:  # our own bug, in the engine or the course: never the student's
                log.exception("the check %s of %s failed", check.name, exercise.id)
                said = f"{type(error).__name__}: {error}"
                message = say("the grader itself failed: {error}", error=said)
                line = line_in(exercise.folder / "checks.py", error)
                return verdict.ungraded(located(message, "checks.py", line) if line else message)
        raise AssertionError("unreachable")

    def passes(self, exercise: CourseExercise, source: Source, checks: Collection[Check]) -> bool:
        """Whether the source, in a worker of its own, passes these checks, asked in this order until one fails. An
        ungraded one is not passed."""
        session = self._student(exercise, source)
        try:
            watch = Watch(exercise.spec.in_place)
            return all(self._attempt(exercise, check, session, watch).passed for check in checks)
        finally:
            session.close()

    def tape(self, exercise: CourseExercise, check: Check) -> list[Asked]:
        """All that the check asks of an answer that is right: recorded once, with the solution in the student's place.
        Empty where it cannot be, or is too large. What runs without autograd is not on it."""
        key = exercise.id, check.name
        if key not in self._tapes:
            recording = TapeRecording()
            session = recording.of(self.local(exercise))
            answer = self._answer(exercise, check, session, Watch(exercise.spec.in_place))
            try:
                right = self._run(exercise, check, answer).passed
            except NoWorker:  # the cases have all been asked by then
                right = True
            self._tapes[key] = recording.asked if right else []
        return self._tapes[key]

    def local(self, exercise: CourseExercise, mistake: str = "") -> LocalSession:
        """The solution, or a known mistake, in this process."""
        known = exercise.mistakes if mistake else ()  # loading them all takes as long as grading a small exercise
        module = next((each.module for each in known if each.name == mistake), exercise.solution)
        return LocalSession(Server(module), list(exercise.spec.returns))

    def session(self, exercise: CourseExercise, source: Source, seed: object = "") -> WorkerSession:
        """The source in a worker of its own, for questions that no points hang on. seed: of what it draws itself,
        another one than when it was graded where there is one."""
        session = self._student(exercise, source, seed)
        session.output.muted = True
        return session

    def in_anomaly_mode(self, exercise: CourseExercise, source: Source, check: Check, deadline: float) -> Outcome:
        """What the check finds of the source, in a worker where torch remembers the line of each operation.

        deadline: of all of it, on `time.monotonic`'s clock.
        """
        session = self._student(exercise, source).in_anomaly_mode(deadline)
        device = gpu.NAME if self._on_gpu(exercise) else "cpu"
        try:
            return self._run(
                exercise, check, self._answer(exercise, check, session, Watch(exercise.spec.in_place), device)
            )
        finally:
            session.close()

    def _run(self, exercise: CourseExercise, check: Check, student: Proxy) -> Outcome:
        data = Data(self.seed, exercise.id, check.name, given=self.course.given, made=self._made)
        with _any_numbers(), as_in_a_worker():
            return run_check(exercise.id, check, student, self._solution(exercise), data)

    def _judged(self, exercise: CourseExercise, outcomes: Collection[tuple[Check, Outcome]]) -> list[CheckResult]:
        results, passed = list[CheckResult](), [check for check, found in outcomes if found.passed]
        for check, found in outcomes:
            mistake, outcome = None, found
            if self.diagnose:
                named = {result.mistake for result in results if result.mistake}
                with _any_numbers():
                    mistake, outcome = self._diagnosis.of(exercise, check, found, named, passed)
            results.append(verdict.of_check(check, outcome, mistake))
        return results

    def _run_mistake(self, exercise: CourseExercise, check: Check, mistake: Mistake) -> Outcome:
        """Beside us and on the CPU, where the references are too: the same mistake on a GPU is nearer to it than
        `readings.SAME`. In a worker what is to run without autograd."""
        source = Source(exercise.id, mistake.name, "mistake.py", {"mistake.py": exercise.mistake_source(mistake.name)})
        elsewhere = self._student(exercise, source) if self.sandbox else None
        session = LocalSession(Server(mistake.module), list(exercise.spec.returns), elsewhere)
        try:
            watch = Watch(exercise.spec.in_place)
            return self._run(exercise, check, self._answer(exercise, check, session, watch))
        finally:
            if elsewhere:
                elsewhere.close()

    def _student(self, exercise: CourseExercise, source: Source, seed: object = "") -> WorkerSession:
        assert self.sandbox is not None
        spec = exercise.spec
        rules = wire.Rules(
            names=tuple(spec.returns),
            forbidden=spec.forbids,
            forbidden_names=spec.forbids_names,
            watched_names=spec.watched_names,
            stubs=self.course.stand_ins,
            seed=derived("student", self.seed, exercise.id, *filter(None, [seed])),
            gpu=self._on_gpu(exercise),
        )
        return self.sandbox.session(spec.libraries, source, rules, spec.preload)

    def _on_gpu(self, exercise: CourseExercise) -> bool:
        return self.device.startswith("cuda") and bool(exercise.spec.on_device)

    def _answer(
        self, exercise: CourseExercise, check: Check, session: Session, watch: Watch, device: str = "cpu"
    ) -> Proxy:
        """A student's: how its functions are called is drawn."""
        calls = np.random.Generator(np.random.PCG64(derived("calls", self.seed, exercise.id, check.name)))
        return self._proxy(exercise, session, device, calls, watch)

    def _proxy(
        self,
        exercise: CourseExercise,
        session: Session,
        device: str = "cpu",
        calls: np.random.Generator | None = None,
        watch: Watch | None = None,
    ) -> Proxy:
        spec = exercise.spec
        names = spec.on_device if isinstance(spec.on_device, tuple) else None
        return Proxy(session, spec.returns, exercise.parameters, spec.library, device, names, calls, watch)

    def _solution(self, exercise: CourseExercise) -> Proxy:
        answers = self._answers.setdefault(exercise.id, Answers())
        return self._proxy(exercise, RememberedSession(lambda: self.local(exercise), answers))


def _any_numbers() -> np.errstate:
    """A student's numbers are as large as they like: what overflows with them is found, and nothing for stderr."""
    return np.errstate(all="ignore")


def _is_stub(source: Source, exercise: CourseExercise) -> bool:
    if not source.main:
        return False
    return source.files[source.main].replace(b"\r\n", b"\n").strip() == exercise.stub.strip()
