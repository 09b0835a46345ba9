"""A sentence for people that knows how it was made: a template, and the values in it.

It is a str in English, which results, exports and logs use as it is. A report in another language looks the template up
in a catalogue and puts the values into the translation (grader/language). Nothing is read back from English text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

Value = str | int | float
"""What stands in a template; a Message among them is translated too."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Message(str):
    """English text, with `template` ("{what} is {actual}, expected {expected}") and `values` by name."""

    template: str
    values: dict[str, Value]

    def __new__(cls, template: str, values: Mapping[str, Value]) -> Message:
        message = super().__new__(cls, fill(template, values))
        message.template, message.values = template, dict(values)
        return message

    def __reduce__(self) -> tuple[Any, ...]:
        """Messages travel between our own processes inside of errors."""
        return Message, (self.template, self.values)


def say(template: str, /, **values: Value) -> Message:
    """A message. `{name}` in the template stands for the value of that name, all other braces for themselves: pick
    names that a translator understands.

    The template is a literal in the source: catalogues are collected from these calls.
    """
    return Message(template, values)


def fill(template: str, values: Mapping[str, Value]) -> str:
    """The template with its values. Only plain names are looked up (unlike `str.format`, which would reach into
    attributes); a name without a value stays as it is."""
    return _PLACEHOLDER.sub(lambda found: str(values.get(found[1], found[0])), template)


def listed(parts: Iterable[Value], between: str = ", ") -> Message:
    """Several messages as one, each translated: "a, b, c"."""
    values = {f"part{i}": part for i, part in enumerate(parts)}
    return Message(between.join(f"{{{name}}}" for name in values), values)
