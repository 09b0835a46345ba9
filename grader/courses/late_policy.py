"""What counts of several attempts, and what lateness costs: course.toml's `counts`, `deadline` and `[late]`."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

from grader.courses.moments import days_after

Counts = Literal["best", "last"]
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Extension:
    """More time for a student, until a moment or so many days after the deadline, and who gave it why and when."""

    until: datetime | None
    days: int | None
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Policy:
    """counts: the best attempt at each exercise, or the last. Within `grace_hours` of the deadline nothing is late;
    after that every day begun since the deadline takes `percent_per_day` of the score, `most_percent` at most.
    file_times: whether a file's own time stamp tells when it was handed in, where the LMS says nothing about it.
    tokens: days of lateness that each student may have for nothing, `most_tokens` of them at one exercise.
    timezone: whose days are counted; empty for the deadline's own."""

    counts: Counts = "best"
    deadline: datetime | None = None
    grace_hours: float = 0.0
    percent_per_day: float = 0.0
    most_percent: float = 100.0
    file_times: bool = False
    tokens: int = 0
    most_tokens: int | None = None
    timezone: str = ""

    @property
    def zone(self) -> tzinfo:
        own = self.deadline.tzinfo if self.deadline is not None else None
        return ZoneInfo(self.timezone) if self.timezone else own or UTC

    @property
    def tokens_at_one(self) -> int:
        return self.tokens if self.most_tokens is None else min(self.tokens, self.most_tokens)

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

    def until(self, extension: Extension) -> datetime | None:
        """When it ends; None for days after a deadline that there is not."""
        if extension.days is None or self.deadline is None:
            return extension.until
        return days_after(self.deadline, extension.days, self.zone)

    def due(self, extensions: Collection[Extension] = ()) -> datetime | None:
        """The last of the deadline and the extensions: none of these takes time away."""
        moments = (self.deadline, *map(self.until, extensions))
        return max((moment for moment in moments if moment is not None), default=None)

    def days_late(
        self, submitted_at: datetime | None, late: bool | None, extensions: Collection[Extension] = ()
    ) -> int:
        """Days begun since the deadline, or since an extension's end. late: what the LMS says. An attempt that it calls
        punctual is punctual. One that it calls late is a day late where the clock says less or nothing, unless there is
        an extension, of which the LMS may know nothing: then the clock decides, and without a time it is punctual."""
        if late is False or (late is None and self.deadline is None):
            return 0
        by_clock = self._by_clock(submitted_at, self.due(extensions))
        return max(by_clock, 1) if late and not extensions else by_clock

    def penalty(self, days_late: int) -> float:
        """Percent of the score."""
        return min(days_late * self.percent_per_day, self.most_percent)

    def _by_clock(self, submitted_at: datetime | None, due: datetime | None) -> int:
        if due is None or submitted_at is None or submitted_at - due <= timedelta(hours=self.grace_hours):
            return 0
        days = max(math.floor((submitted_at - due) / _DAY) - 1, 1)  # some days have 23 hours and some 25
        while days_after(due, days, self.zone) < submitted_at:
            days += 1
        return days


DEFAULT = Policy()
"""Of a course that says nothing: the best counts, nothing is ever late."""
