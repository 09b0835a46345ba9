"""What a report tells beside the exercises that were graded just now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Before:
    """earlier: exercise -> when it was graded (as `graded_at`), of those that are shown as an earlier grading left
    them."""

    earlier: Mapping[str, str] = field(default_factory=dict)


NOTHING = Before()
