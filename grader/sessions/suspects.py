"""Places in a source where beginners often mean something else, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.message import Message, located, say
from grader.submission.source import Source
from grader.text import one_line
from grader.worker.messages import wire

from .failures import file_of

_SHOWN = 3
_IS_NONE = re.compile(r"NoneType|does not require grad")


def notes(found: Sequence[wire.Suspect], source: Source, kinds: Sequence[str]) -> list[Message]:
    """On those of these kinds, in the order of the kinds."""
    return [_note(each, source) for kind in kinds for each in found if each.kind == kind][:_SHOWN]


def cause(failed: wire.Failed, found: Sequence[wire.Suspect], source: Source) -> Message | None:
    """A method that is not called, where something is missing that it would have made."""
    if not _IS_NONE.search(failed.message[:600]):
        return None
    first = notes(found, source, ("not_called",))[:1]
    return say("{text}.", text=first[0]) if first else None


def _note(each: wire.Suspect, source: Source) -> Message:
    name = one_line(each.name, 80)
    words = {
        "not_called": say("`{name}` is not called: the () after it are missing", name=name),
        "global": say("`global {name}` keeps {name} from one call to the next: set it inside the function", name=name),
        "default": say(
            "the default of {name} is made once and kept from one call to the next: make it inside the function",
            name=name,
        ),
        "unused": say("the parameter {name} is never used", name=name),
        "turns": _of_sizes(name),
    }
    return located(words[each.kind], file_of(each.file, source), each.line)


def _of_sizes(name: str) -> Message:
    if name.startswith("range("):
        return say(
            "`{name}` is a fixed number: sizes differ from call to call, so take them from the arguments", name=name
        )
    return say("`{name}` has fixed sizes: sizes differ from call to call, so take them from the arguments", name=name)
