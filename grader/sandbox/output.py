"""What a student's code printed."""

from __future__ import annotations

KEPT_OUTPUT = 16 * 1024
"""Bytes of a student's output that are kept for the report, from its beginning."""


class Output:
    """What an exercise's workers printed: its first KEPT_OUTPUT bytes, and how much there was."""

    def __init__(self, limit: int) -> None:
        self.limit, self.total, self._heard, self._kept = limit, 0, 0, bytearray()
        self.loads, self.muted = 0, False
        """A file that is loaded again prints again: counted against the limit, not shown twice."""

    def add(self, data: bytes) -> None:
        self.total += len(data)
        if not self.muted:
            self._heard += len(data)
            self._kept += data[: max(0, KEPT_OUTPUT - len(self._kept))]

    @property
    def text(self) -> str:
        text = self._kept.decode("utf-8", errors="replace")
        return text + f"\n… ({self._heard - len(self._kept):,} more bytes)" if self._heard > len(self._kept) else text
