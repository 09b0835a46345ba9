"""A probe's finding as an explanation."""

from __future__ import annotations

import msgspec

from grader.message import Message, say
from grader.outcomes.outcome import Explanation, Kind

from .in_text import TextPlace


def explanation(
    kind: Kind | None, text: Message, questions: int = 0, place: TextPlace | None = None, hint: Message | str = ""
) -> Explanation:
    """questions: in how many it was the same."""
    sure = say("the same in all {n} questions", n=questions) if questions > 1 else None
    if place is not None:
        at = say("{file}, line {line}", file=place.file, line=place.line)
        text = say("{cause} Look at {place}.", cause=text, place=at)
    found = Explanation(source="probe", kind=kind, text=text, sure=sure, hint=hint)
    if place is None:
        return found
    return msgspec.structs.replace(found, file=place.file, line=place.line, cell=place.cell)
