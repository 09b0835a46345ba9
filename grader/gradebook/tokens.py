"""Late days that cost nothing: where a student's are spent so that most points come of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def spent(scores: Mapping[str, Sequence[float]], tokens: int) -> dict[str, int]:
    """Exercise -> how many tokens are spent on it, of `tokens` in all.

    scores: exercise -> what it gives with 0, 1, 2, … tokens. Of several ways to the most points the one with the fewest
    tokens is taken, then the one that spends on earlier exercises. All exercises are looked at together, since the
    first token on one may give nothing (the penalty is at its most) and the third one much.
    """
    best: list[tuple[int, int, tuple[int, ...]]] = [(0, 0, ())] * (tokens + 1)  # cents, tokens left, each one's
    for gives in scores.values():
        best = [
            max(
                (had + round(100 * score), left - used, (*each, used))
                for used, score in enumerate(gives[: all_of + 1])
                for had, left, each in (best[all_of - used],)
            )
            for all_of in range(tokens + 1)
        ]
    return {exercise: used for exercise, used in zip(scores, best[-1][2], strict=True) if used}
