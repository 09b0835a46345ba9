"""What counts of several attempts, and what lateness costs: course.toml's `counts`, `deadline` and `[late]`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Counts = Literal["best", "last"]
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Policy:
    """counts: the best attempt at each exercise, or the last. Within `grace_hours` of the deadline nothing is late;
    after that every day begun since the deadline takes `percent_per_day` of the score, `most_percent` at most.
    file_times: whether a file's own time stamp tells when it was handed in, where the LMS says nothing about it."""

    counts: Counts = "best"
    deadline: datetime | None = None
    grace_hours: float = 0.0
    percent_per_day: float = 0.0
    most_percent: float = 100.0
    file_times: bool = False

    def stored(
        self, submitted_at: datetime | None, late: bool | None, told: bool
    ) -> tuple[datetime | None, bool | None]:
        """What is stored of an attempt: when it was handed in, and whether that was late. As in StudentSubmission.

        A file's time stamp is not used where the LMS says which ones are late, nor unless the course says so: cloning
        or unpacking resets it.
        """
        if told:
            return submitted_at, late
        return (submitted_at, None) if late is None and self.file_times else (None, bool(late))

    def days_late(self, submitted_at: datetime | None, late: bool | None) -> int:
        """Days begun since the deadline. late: what the LMS says, which knows of extensions: an attempt that it calls
        punctual is punctual, one that it calls late is a day late where the clock says less or nothing."""
        if late is False:
            return 0
        by_clock = self._by_clock(submitted_at)
        return max(by_clock, 1) if late else by_clock

    def penalty(self, days_late: int) -> float:
        """Percent of the score."""
        return min(days_late * self.percent_per_day, self.most_percent)

    def _by_clock(self, submitted_at: datetime | None) -> int:
        if self.deadline is None or submitted_at is None:
            return 0
        behind = submitted_at - self.deadline
        return math.ceil(behind / _DAY) if behind > timedelta(hours=self.grace_hours) else 0


DEFAULT = Policy()
"""Of a course that says nothing: the best counts, nothing is ever late."""
