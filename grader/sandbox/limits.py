"""Limits on what one exercise of one student may use, and deadlines."""

from __future__ import annotations

from dataclasses import dataclass

from grader.errors import StudentError


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
    """A deadline (time.monotonic) for a reply, with the limit that it comes from, for the error message."""

    moment: float
    seconds: float
    what: str

    def passed(self) -> StudentError:
        words = f"it took longer than the {self.seconds:.3g} s allowed for {self.what}: is there a loop without end?"
        return StudentError("timed_out", words)
