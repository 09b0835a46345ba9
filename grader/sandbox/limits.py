"""What an exercise may use up."""

from __future__ import annotations

from dataclasses import dataclass

from grader.errors import StudentError
from grader.message import say


@dataclass(frozen=True)
class Limits:
    """What one exercise of one student may use. Seconds of wall time, bytes."""

    load_s: float = 20.0
    call_s: float = 10.0
    exercise_s: float = 120.0
    memory: int = 2 * 2**30
    file_size: int = 32 * 2**20
    output: int = 4 * 2**20


@dataclass(frozen=True)
class Until:
    """A moment (time.monotonic) that a reply is due, and the limit that ends then: so many seconds for what."""

    moment: float
    seconds: float
    what: str

    def passed(self) -> StudentError:
        words = say(
            "it took longer than the {seconds} s allowed for {what}: is there a loop without end?",
            seconds=f"{self.seconds:.3g}",
            what=self.what,
        )
        return StudentError("timed_out", words)
