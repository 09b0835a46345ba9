"""What checks have found before: an answer that says the same, byte for byte, is found the same.

A check is a function of its data, which is one for a class, and of what it is answered. So the exchanges of all
students with one check form a tree: a request leads, by the digest of its answer, to the next request, and in the end
to what the check found. A worker is still asked all of it (`sessions/conversation.py`); only the check does not run
again. docs/security.md says what is never remembered.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from grader.checks.signature import require
from grader.checks.watch import Watch
from grader.courses.course import CourseExercise
from grader.courses.spec import Check
from grader.errors import StudentError
from grader.outcomes.outcome import Outcome
from grader.sessions.conversation import Astray, Conversation, Exchange, FollowedSession, Place, digest
from grader.sessions.session import Session, WorkerSession
from grader.worker.messages import wire

log = logging.getLogger("grader")

MOST_BYTES, MOST_PLACES = 64 * 2**20, 50_000
"""Of requests that are kept, and of places in all trees together; what is new beyond them is not remembered."""


@dataclass(frozen=True)
class CheckFinding:
    """What a check found, and what it has seen of the calls besides: as in `Watch`."""

    outcome: Outcome
    right: bool
    found: list[Outcome]
    recorded: dict[str, int]

    def onto(self, watch: Watch) -> Outcome:
        """The outcome; the watch is as after the check."""
        watch.asked, watch.right = True, watch.right or self.right
        watch.found += self.found
        for function, count in self.recorded.items():
            watch.recorded[function] = watch.recorded.get(function, 0) + count
        return self.outcome


@dataclass(frozen=True)
class Seen:
    """A watch as it is before a check."""

    asked: bool
    right: bool
    found: int
    recorded: dict[str, int]

    @classmethod
    def of(cls, watch: Watch) -> Seen:
        return cls(watch.asked, watch.right, len(watch.found), dict(watch.recorded))

    def since(self, watch: Watch, outcome: Outcome) -> CheckFinding:
        recorded = {name: count - self.recorded.get(name, 0) for name, count in watch.recorded.items()}
        more = {name: count for name, count in recorded.items() if count}
        return CheckFinding(outcome, outcome.passed, watch.found[self.found :], more)

    def again(self, watch: Watch) -> None:
        watch.asked, watch.right = self.asked, self.right
        del watch.found[self.found :]
        watch.recorded.clear()
        watch.recorded.update(self.recorded)


@dataclass
class Findings:
    """All that the checks of one grading have found. size: bytes of requests."""

    _roots: dict[tuple[str, str], Place] = field(default_factory=dict)
    _requests: dict[bytes, bytes] = field(default_factory=dict)
    size: int = 0
    places: int = 0

    def of(
        self,
        exercise: CourseExercise,
        check: Check,
        session: Session,
        watch: Watch,
        run: Callable[[Session], Outcome],
    ) -> Outcome:
        """What the check finds: by what it has found of the same answers, or by running it in the session that `run`
        is called with. Raises what that raises."""
        if not isinstance(session, WorkerSession):
            return run(session)
        session.goes_on = True
        session.renew()
        if check.watches is not None:  # what that finds, calls of other checks have left
            return run(session)
        root = self._roots.setdefault((exercise.id, check.name), Place())
        conversation = Conversation(root, session, functools.partial(_is_complete, exercise))
        if (finding := conversation.foretold()) is not None:
            return finding.onto(watch)
        before = Seen.of(watch)
        try:
            outcome = run(FollowedSession(conversation))
        except Astray:
            log.warning("the check %s of %s does not ask the same after the same answers", check.name, exercise.id)
            before.again(watch)
            session.close()
            return run(session)
        if conversation.is_remembered and outcome.status in ("passed", "failed"):
            self._learn(root, conversation.exchanges, before.since(watch, outcome))
        return outcome

    def _learn(self, place: Place, exchanges: list[Exchange], finding: CheckFinding) -> None:
        """Nothing where nothing was asked, or where the check has asked on after the same answers."""
        if self.places + len(exchanges) > MOST_PLACES or self.size > MOST_BYTES:
            return
        for it in exchanges:
            if not place.request:
                place.session, place.request, place.parameters = it.session, self._once(it.request), it.parameters
            assert it.digest is not None
            if it.digest not in place.then:
                place.then[it.digest] = Place()
                self.places += 1
            place = place.then[it.digest]
        if exchanges and not place.request:
            place.finding = finding

    def _once(self, request: bytes) -> bytes:
        """The same bytes as they are kept already: after another answer the next question is often the same."""
        known_by = digest(request)
        if known_by not in self._requests:
            self._requests[known_by] = request
            self.size += len(request)
        return self._requests[known_by]


def _is_complete(exercise: CourseExercise, loaded: wire.Loaded) -> bool:
    try:
        for name in exercise.spec.returns:
            require(loaded, name, exercise.parameters.get(name))
    except StudentError:
        return False
    return True
