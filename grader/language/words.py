"""One language's words, and how sentences with values in them are recognised and told.

A constant is looked up as it is. A sentence with values ("the loss is 3, expected 4") is recognised by the catalogue's
templates ("{what} is {actual}, expected {expected}"), the one with the most words of its own first, and its values are
told in the same way. What no template fits is left as it is: a student's own names and exceptions.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from gettext import c2py
from typing import TYPE_CHECKING, Any

from grader.language.particles import PARTICLES, particle

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

ENGLISH = "en"
DEPTH = 6
"""Sentences within sentences that are looked into."""
LONGEST = 2_000
"""Characters of a sentence; longer is what a student wrote."""
MEANT = 6
"""Letters of its own that a template needs to be a whole message; within one, fewer will do."""
_PARTICLE = "|".join(map(re.escape, PARTICLES))
_NAMED = re.compile(rf"(?:%\((\w+)\)s|\{{(\w+)\}})({_PARTICLE})?|%%|{{{{|}}}}")
_PLACE = re.compile(r"(.*) \(([^()]+, line \d+)\)(\.?)", re.DOTALL)
"""What the engine appends where it knows the line."""
_EXCEPTION = re.compile(r"(?:\w+\.)*[A-Z]\w*: ")
_KINDS = {
    "at": r"(?:\[[\d, ]+\])?", "hint": r"(?: \(.+\))?", "on": r"(?: on \S+)?", "of": r"\S+",
    "type_of_value": "bool|int|float",
}  # fmt: skip
"""Placeholders that stand for some texts only, or for none."""


@dataclass(frozen=True)
class _Template:
    """pattern: what its sentences look like. anchor: the longest part that they all have. own: how many letters are not
    values'. ended: it has its full stop."""

    pattern: re.Pattern[str]
    anchor: str
    own: int
    told: str
    ended: bool


class Words:
    """One language's words, of the engine and of one course. Without catalogues: English."""

    def __init__(self, lang: str = ENGLISH, catalogues: Iterable[Catalog] = ()) -> None:
        self.lang = lang
        self._one: dict[str, str] = {}
        self._many: dict[str, tuple[str, ...]] = {}
        self._which: Any = lambda n: int(n != 1)
        for catalogue in catalogues:
            self._add(catalogue)
        templates = (_template(text, told) for text, told in self._one.items())
        self._templates = sorted((t for t in templates if t), key=lambda t: (-t.own, -t.pattern.groups))
        self.sentence = functools.lru_cache(4096)(self._sentence)

    def _add(self, catalogue: Catalog) -> None:
        for message in catalogue:
            told = message.string or ""
            if isinstance(message.id, str) and message.id and told:
                self._one.setdefault(message.id, str(told))
            elif not isinstance(message.id, str) and all(told):
                self._many.setdefault(message.id[0], tuple(told))
        self._which = c2py(catalogue.plural_expr)

    def __bool__(self) -> bool:
        """Whether there is anything to look up."""
        return bool(self._one)

    def templates(self) -> list[tuple[str, str]]:
        """The sentences with values in them: as they are stored, as they are told."""
        return [(text, told) for text, told in self._one.items() if _template(text, told)]

    def gettext(self, text: str) -> str:
        return self._one.get(text, text)

    def ngettext(self, one: str, many: str, n: float) -> str:
        if one in self._many:
            return self._many[one][self._which(int(n) if n == int(n) else 2)]
        return one if n == 1 else many

    def _sentence(self, text: str, depth: int = 0) -> str:
        """A sentence of the engine or of a check, told in this language as far as it is known."""
        if not self or not text:
            return text
        stripped = text.strip()
        if stripped != text:
            return text.replace(stripped, self.sentence(stripped, depth)) if stripped else text
        if text in self._one and not _NAMED.search(text):
            return self._one[text]
        if len(text) > LONGEST:
            return text
        if depth < DEPTH and (place := _PLACE.fullmatch(text)):
            return f"{self.sentence(place[1], depth)} ({self.sentence(place[2], depth + 1)}){place[3]}"
        if depth <= DEPTH and (told := self._filled(text, depth)) is not None:
            return told
        if text.endswith(".") and text[-2:] != "..":
            return _ended(self.sentence(text[:-1], depth))
        if depth < DEPTH and (labelled := self._labelled(text, depth)) != text:
            return labelled
        return self._listed(text, depth) if 0 < depth < DEPTH and not _EXCEPTION.match(text) else text

    def _labelled(self, text: str, depth: int) -> str:
        """What it is about, a colon, what is said of it."""
        about, colon, said = text.partition(": ")
        if not said or _EXCEPTION.match(text):
            return text
        return f"{self.sentence(about, depth + 1)}{colon}{self.sentence(said, depth + 1)}"

    def _filled(self, text: str, depth: int) -> str | None:
        foreign = _EXCEPTION.match(text) is not None
        for template in self._templates:
            if template.anchor not in text or (foreign and template.own < 20) or template.own < MEANT * (not depth):
                continue
            if text.endswith(".") and not template.ended:
                continue
            if found := template.pattern.fullmatch(text):
                values = {name: self.sentence(value, depth + 1) for name, value in found.groupdict().items()}
                return fill(template.told, values)
        return None

    def _listed(self, text: str, depth: int) -> str:
        """Names and known sentences, one after the other; or a class's name ("a Linear")."""
        if bare := re.fullmatch(r"an? (\S+)", text):
            return bare[1]
        parts = re.split(r", | and ", text)
        if len(parts) < 2:
            return text
        each = [self.sentence(part, depth + 1) for part in parts]
        known = all(" " not in part or part != said for part, said in zip(parts, each, strict=True))
        return ", ".join(each) if known else text


def _template(text: str, told: str) -> _Template | None:
    """Every value ends where the words after it first come: no going back, whatever a student has put in there."""
    if "%(" in text or not (parts := re.split(r"\{(\w+)\}", text))[1:]:  # the former are filled where they are made
        return None
    literals, names = list(parts[::2]), list(parts[1::2])
    seen: set[str] = set()
    pattern, open_ = re.escape(literals[0]), ""
    for i, (name, literal) in enumerate(zip(names, literals[1:], strict=True)):
        open_ += f"(?P={name})" if name in seen else f"(?P<{name}>{_KINDS.get(name, '.+?')})"
        seen.add(name)
        if i == len(names) - 1:
            pattern += open_ + re.escape(literal)
        elif literal:
            pattern, open_ = f"{pattern}(?>{open_}{re.escape(literal)})", ""
    own, anchor = sum(map(len, literals)), max(literals, key=len)
    return _Template(re.compile(pattern, re.DOTALL), anchor, own, told, text.endswith("."))


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def fill(template: str, values: Mapping[str, object]) -> str:
    """%(name)s and {name} replaced by values; a Korean particle after one takes the form that fits it."""
    filled, position = "", 0
    for found in _NAMED.finditer(template):
        filled += template[position : found.start()]
        name, position = found[1] or found[2], found.end()
        if name in values:
            filled += str(values[name])
            filled += particle(found[3], filled) if found[3] else ""
        else:
            filled += found[0] if name else found[0][0]
    return filled + template[position:]
