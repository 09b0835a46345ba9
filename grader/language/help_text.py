"""The help of a command in paragraphs, which a catalogue has one by one; of examples it has the heading only."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator

_VERBATIM = "\b\n"
"""What click has before a paragraph whose lines stay as they are."""


def messages(text: str) -> Iterator[str]:
    """What a catalogue needs for this help."""
    for paragraph in _paragraphs(text):
        yield _heading(paragraph) if paragraph.startswith(_VERBATIM) else _flowing(paragraph)


def translated(text: str, gettext: Callable[[str], str]) -> str:
    return "\n\n".join(_told(paragraph, gettext) for paragraph in _paragraphs(text))


def _paragraphs(text: str) -> list[str]:
    return inspect.cleandoc(text).split("\n\n") if text else []


def _told(paragraph: str, gettext: Callable[[str], str]) -> str:
    if not paragraph.startswith(_VERBATIM):
        return gettext(_flowing(paragraph))
    heading = _heading(paragraph)
    return paragraph.replace(heading, gettext(heading), 1)


def _heading(paragraph: str) -> str:
    return paragraph.split("\n")[1].strip()


def _flowing(paragraph: str) -> str:
    return " ".join(paragraph.split())
