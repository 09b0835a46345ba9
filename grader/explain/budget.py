"""How much may be tried for one wrong answer."""

from __future__ import annotations

import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Budget:
    """Counted in what is tried, so that a report is the same on a busy machine; the seconds (wall) are a net.

    calls: of the student's functions, with other arguments. candidates: edited files that are run. thorough: whether
    there is a search too where a known mistake or an error tells the cause: for the line, and how sure that is.
    """

    calls: int
    candidates: int
    seconds: float
    thorough: bool = True

    def deadline(self) -> float:
        """On `time.monotonic`'s clock, from now on."""
        return time.monotonic() + self.seconds


ALONE = Budget(calls=60, candidates=200, seconds=20.0)
"""For one student who waits: the verdict is on the screen already."""
CLASS = Budget(calls=20, candidates=8, seconds=10.0, thorough=False)
"""For one of a class, beside grading (bench/explain.py says what it costs)."""
