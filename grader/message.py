"""Messages for people: a str that keeps the template and the values that it was made from.

It is a str in English, which results, exports and logs use as it is. A report in another language looks the template up
in a catalogue and puts the values into the translation (grader/language). Nothing is read back from English text.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from grader.text import one_line

Value = str | int | float | None
"""What stands in a template; a Message among them is translated too, other text is not."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}(\.(?!\S))?")


class Wording(msgspec.Struct, frozen=True):
    """How a text was made: id, the English template that catalogues know, and the values in it, by name."""

    id: str
    values: dict[str, str | Wording] = {}

    def message(self) -> Message:
        values = {name: v.message() if isinstance(v, Wording) else v for name, v in self.values.items()}
        return Message(self.id, values)


class Message(str):
    """English text, with `template` ("{what} is {actual}, expected {expected}") and `values` by name."""

    template: str
    values: dict[str, Value]

    def __new__(cls, template: str, values: Mapping[str, Value]) -> Message:
        message = super().__new__(cls, fill(template, values))
        named = dict.fromkeys(name for _, name, _ in _read(template) if name)
        message.template, message.values = template, {name: values[name] for name in named if name in values}
        return message

    def __reduce__(self) -> tuple[Any, ...]:
        """Messages travel between our own processes inside of errors."""
        return Message, (self.template, self.values)

    def changed(self, change: Callable[[str], str]) -> Message:
        """The same with every text among its values changed, also inside of other messages."""

        def new(value: Value) -> Value:
            if isinstance(value, Message):
                return value.changed(change)
            return change(value) if isinstance(value, str) else value

        return Message(self.template, {name: new(value) for name, value in self.values.items()})

    @property
    def wording(self) -> Wording:
        values = {name: v.wording if isinstance(v, Message) else str(v) for name, v in self.values.items()}
        return Wording(self.template, values)


def say(template: str, /, **values: Value) -> Message:
    """A message. `{name}` in the template stands for the value of that name, all other braces for themselves: pick
    names that a translator understands.

    The template is a literal in the source: catalogues are collected from these calls.
    """
    return Message(template, values)


def worded(text: str) -> Message:
    """What a course calls something: a message, or a constant that its catalogue may have. Not for students' names."""
    return text if isinstance(text, Message) else Message(text, {})


def listed(parts: Iterable[Value], between: str = ", ") -> Message:
    """Several parts as one, each translated: "a, b, c"."""
    values = {f"part{i}": part for i, part in enumerate(parts, 1)}
    return Message(between.join(f"{{{name}}}" for name in values), values)


def located(message: str, file: str, line: int) -> Message:
    """The message, with the line that it is about."""
    return say("{message} ({place})", message=message, place=say("{file}, line {line}", file=file, line=line))


def on_one_line(text: str, length: int) -> str:
    """`text.one_line`. A message stays one as long as it fits."""
    line = one_line(text, length)
    if isinstance(text, Message) and (same := text.changed(lambda value: one_line(value, length))) == line:
        return same
    return line


def message_of(error: Exception) -> str:
    """What an error was raised with: `str(error)` would forget how it was made."""
    return error.args[0] if error.args and isinstance(error.args[0], str) else str(error)


def fill(template: str, values: Mapping[str, Value]) -> str:
    """The template with its values. Only plain names are looked up (unlike `str.format`, which would reach into
    attributes); a name without a value stays as it is. A full stop after a value that has its own is left out."""

    filled = ""
    for literal, name, stop in _read(template):
        if not name:
            filled += literal
        elif name not in values:
            filled += f"{literal}{{{name}}}{stop}"
        else:
            value = str(values[name])
            filled += literal + (value if not stop or ends(value) else value + stop)
    return filled


@functools.lru_cache(maxsize=4000)
def _read(template: str) -> tuple[tuple[str, str, str], ...]:
    """What is written before a name, the name, and the full stop after it; the last name is empty. Cached, as a check
    says of all that it compares what it is."""
    parts, at = list[tuple[str, str, str]](), 0
    for found in _PLACEHOLDER.finditer(template):
        parts.append((template[at : found.start()], found[1], found[2] or ""))
        at = found.end()
    return (*parts, (template[at:], "", ""))


def ends(text: str) -> bool:
    """Whether it is a whole sentence to the eye."""
    return text.endswith((".", "?", "!"))
