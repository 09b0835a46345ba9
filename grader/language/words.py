"""One language's words: gettext's catalogues, and how a text with values is told with them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from grader.language.particles import PARTICLES, particle
from grader.message import Wording, ends

ENGLISH = "en"
DEPTH = 20
"""Texts within texts that are told: a stored result may be anyone's."""
_PARTICLE = "|".join(map(re.escape, PARTICLES))
_NAMED = re.compile(rf"(?:%\((\w+)\)s|\{{(\w+)\}})({_PARTICLE})?(\.(?!\S))?|%%")


class Words:
    """One language's words, of the engine and of one course. Without catalogues: English."""

    def __init__(self, lang: str = ENGLISH, catalogues: Iterable[NullTranslations] = ()) -> None:
        self.lang = lang
        self._catalogue = NullTranslations()
        for catalogue in reversed(list(catalogues)):
            catalogue.add_fallback(self._catalogue)
            self._catalogue = catalogue

    def __bool__(self) -> bool:
        """Whether there is anything to look up."""
        return isinstance(self._catalogue, GNUTranslations)

    def gettext(self, text: str) -> str:
        return self._catalogue.gettext(text) if text else ""

    def ngettext(self, one: str, many: str, n: float) -> str:
        return self._catalogue.ngettext(one, many, int(n) if n == int(n) else 2)

    def told(self, made: Wording, depth: int = 0) -> str:
        """The text that was made so, in this language; in English what no catalogue has."""
        if depth > DEPTH:
            return made.id
        values = {n: self.told(v, depth + 1) if isinstance(v, Wording) else v for n, v in made.values.items()}
        return fill(self.gettext(made.id), values)


def catalogue(path: Path) -> GNUTranslations:
    """A .po file for gettext."""
    from babel.messages import mofile, pofile

    compiled = io.BytesIO()
    with open(path, "rb") as file:
        mofile.write_mo(compiled, pofile.read_po(file, locale=path.stem))
    compiled.seek(0)
    return GNUTranslations(compiled)


def fill(template: str, values: Mapping[str, object]) -> str:
    """%(name)s and {name} replaced by values. A Korean particle after one takes the form that fits it, a full stop is
    left out after a value that has its own."""
    filled, position = "", 0
    for found in _NAMED.finditer(template):
        filled += template[position : found.start()]
        name, position = found[1] or found[2], found.end()
        if name in values:
            filled += str(values[name])
            filled += particle(found[3], filled) if found[3] else ""
            filled += found[4] if found[4] and not ends(filled) else ""
        else:
            filled += found[0] if name else "%"
    return filled + template[position:]
