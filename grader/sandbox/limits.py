"""When a reply is due."""

from __future__ import annotations

from dataclasses import dataclass

from grader.errors import StudentError
from grader.message import say


@dataclass(frozen=True)
class Until:
    """A deadline (time.monotonic) for a reply, with the limit that it comes from, for the error message."""

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
