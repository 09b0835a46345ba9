"""Names in a zip that does not say how they are encoded: the encoding that fits the roster, or the names' language.

Windows writes the code page of its language, and Python takes every such name for code page 437. The names of a class
are in one encoding: the program that packed them ran once.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable

from grader.intake.encodings import LANGUAGES, guessed, readings
from grader.message import Message, say, worded
from grader.text import one_line

ENCODINGS = ("cp949", "cp932", "gb18030", "big5", "cp866", "cp1252", "cp850", "cp437")
SAMPLE, LONGEST, SHOWN = 2_000, 1_000, 3
"""Names that are looked at, and bytes of each; names that are shown."""
_MARKED = 0x800
Known = Callable[[str], bool]
"""Whether the roster has somebody of that name."""


def raw(name: str, flags: int) -> bytes | None:
    """The bytes of a name that is in no encoding we know of; None where it is known. name: as Python read it."""
    if flags & _MARKED or name.isascii():
        return None
    try:
        data = name.encode("cp437")
        data.decode()
    except UnicodeDecodeError:
        return data
    except UnicodeEncodeError:
        pass
    return None


class ZipNames:
    """encoding: of the names that do not say it; empty where none was found. names: the raw ones."""

    def __init__(self, names: Iterable[bytes], known: Known | None = None) -> None:
        self._names = [name[:LONGEST] for name in itertools.islice(names, SAMPLE)]
        self.encoding = self._by_roster(known) if known and self._names else ""
        if self._names and not self.encoding:
            self.encoding = self._by_language()

    def read(self, name: bytes) -> str:
        return name.decode(self.encoding or "cp437", errors="replace")

    def told(self) -> list[Message]:
        """What the instructor should check, if there were any such names."""
        if not self._names:
            return []
        some = one_line(", ".join(dict.fromkeys(map(self._first, self._names[:SHOWN]))), 200)
        if not self.encoding:
            return [
                say(
                    "the zip does not say in which encoding its names are, and none of the usual ones fits: {names} "
                    "are garbled; unpack it where it was made, or pack it again with names in UTF-8",
                    names=some,
                )
            ]
        return [
            say(
                "the zip does not say in which encoding its names are: they were read as {encoding} ({language}), such "
                "as {names}",
                encoding=self.encoding.upper(),
                language=worded(LANGUAGES[self.encoding]),
                names=some,
            )
        ]

    def _first(self, name: bytes) -> str:
        return re.split(r"[/\\]", self.read(name))[0]

    def _by_roster(self, known: Known) -> str:
        """The encoding in which most names are of somebody in the roster."""
        hits = dict.fromkeys(ENCODINGS, 0)
        for name in dict.fromkeys(self._names):
            for encoding, text in readings(name, ENCODINGS):
                hits[encoding] += any(map(known, _people(text)))
        best = max(hits, key=lambda encoding: hits[encoding])
        return best if hits[best] else ""

    def _by_language(self) -> str:
        joined = b"\n".join(dict.fromkeys(self._names))
        return guessed(joined, ENCODINGS)


def _people(name: str) -> list[str]:
    """What in a path may be somebody's name: its folders, and what stands before a number, as LMSs write it."""
    parts = [part for part in re.split(r"[/\\]", name)[:4] if part]
    return [unicodedata.normalize("NFC", re.split(r"_(?:LATE_)?\d", part)[0]) for part in parts]
