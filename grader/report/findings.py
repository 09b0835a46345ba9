"""Each check of an exercise as the page tells it: what helps most comes first, and nothing is told twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec

from grader.language import gettext as _
from grader.outcomes.outcome import Frame
from grader.outcomes.result import CheckResult, ExerciseResult

from .explained import Why, why_of
from .figures import Figures, figures_of

SHOWN_TEXT, SHOWN_LINE = 4_000, 300
"""Characters of any one message, which may hold what a student raised, and of a line in a traceback."""


@dataclass(frozen=True)
class Finding:
    """A check as the page tells it. explanation: what helps most. why: what was found out besides. found, reading: what
    was seen, and what is generally true of it. told_by: the earlier check that gave the same explanation. frames: each
    with its line's id, if shown."""

    check: CheckResult
    number: int
    explanation: str
    why: Why | None
    found: str
    reading: str
    told_by: int | None
    figures: Figures
    frames: list[tuple[Frame, str | None]]


def findings(exercise: ExerciseResult, ids: Mapping[tuple[str, int], str], drawn: bool) -> Iterator[Finding]:
    """Of all checks. ids: of the source's lines that the page shows. drawn: whether there is room for figures."""
    told: dict[str, int] = {}
    for number, check in enumerate(exercise.checks, 1):
        reading = check.reading or ""  # which the stored message ends with
        found = (check.detail if check.mistake and check.detail else check.message).removesuffix(reading).strip()
        why = why_of(check, exercise, ids)
        leads = why is not None and why.leads
        cause = check.explanation.text if check.explanation and (why and why.text) else check.message
        lead = cause if leads else check.message if check.mistake else found
        told_by = None if check.hidden else told.get(cause)
        same = told_by is not None and exercise.checks[told_by - 1].message == check.message
        yield Finding(
            check=check,
            number=number,
            explanation=ends(lead, SHOWN_TEXT),
            why=why,
            found=ends(found, SHOWN_TEXT) if found != lead and (check.mistake or (leads and not same)) else "",
            reading=ends(reading, SHOWN_TEXT),
            told_by=told_by,
            figures=figures_of(check) if drawn else Figures(),
            frames=[
                (msgspec.structs.replace(f, text=ends(f.text.strip(), SHOWN_LINE)), ids.get((f.file, f.line)))
                for f in check.frames
            ],
        )
        if cause:
            told.setdefault(cause, number)


def ends(text: str, length: int) -> str:
    """Its first and its last half, where it is longer."""
    if len(text) <= length:
        return text
    left_out = _("… %(n)s characters are left out …", n=f"{len(text) - length:,}")
    return f"{text[: length // 2]}\n{left_out}\n{text[-length // 2 :]}"
