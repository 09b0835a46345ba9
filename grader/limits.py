"""What an exercise may use up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What one exercise of one student may use. Seconds of wall time, bytes."""

    load_s: float = 20.0
    call_s: float = 10.0
    exercise_s: float = 120.0
    memory: int = 2 * 2**30
    file_size: int = 32 * 2**20
    output: int = 4 * 2**20
