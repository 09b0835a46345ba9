"""What became of a class so far, in numbers."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Tally:
    """What became of the submissions so far."""

    total: int = 0
    unchanged: int = 0
    graded: int = 0
    ungraded: int = 0
    failing: int = 0
    """Of the graded ones, those below full points."""
    again: int = 0
    """Of the graded ones, those that were graded in another way before."""
    earlier: int = 0
    """Attempts of earlier batches that are to be graded again."""
    earlier_graded: int = 0
    why: list[str] = field(default_factory=list)
    """What could not be graded and for what reason, a line each."""

    @property
    def done(self) -> int:
        return self.unchanged + self.graded + self.ungraded + self.earlier_graded

    @property
    def all(self) -> int:
        return self.total + self.earlier
