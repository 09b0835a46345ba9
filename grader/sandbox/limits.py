"""When a reply is due."""

from __future__ import annotations

from dataclasses import dataclass

from grader.errors import StudentError


@dataclass(frozen=True)
class Until:
    """A deadline (time.monotonic) for a reply, with the limit that it comes from, for the error message."""

    moment: float
    seconds: float
    what: str

    def passed(self) -> StudentError:
        words = f"it took longer than the {self.seconds:.3g} s allowed for {self.what}: is there a loop without end?"
        return StudentError("timed_out", words)
