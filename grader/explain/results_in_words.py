"""What the parts of an answer are called in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from grader.checks.answers import Reader
from grader.message import Message, say

from .fingerprint import GRADIENT, Place


def called(place: Place, readers: Mapping[str, Reader]) -> Message:
    """One result of a function, a gradient, or what is left in an object afterwards: by a name, so that it may begin
    a sentence."""
    first, *inside = place
    if first == GRADIENT:
        return say("`{name}`'s gradient", name=inside[0] if inside else "?")
    if first == "its grad":
        return say("`{name}`", name=".grad")
    if first == "its value":
        return say("the tensor")
    names = getattr(readers.get(first.partition(".")[0]), "names", ())
    if inside and inside[0].isdecimal() and int(inside[0]) < len(names):
        return say("`{name}`", name=names[int(inside[0])])
    if inside and not inside[0].isdecimal():
        return say("`{name}`", name=inside[0])
    return say("`{name}`", name=first.removeprefix("its ").partition(".")[0])
