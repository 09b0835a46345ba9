"""Text for people: what strangers wrote made harmless, numbers made short."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
_SAFE = re.compile(r"[A-Za-z0-9_@+-](?:[A-Za-z0-9_. @+-]{0,78}[A-Za-z0-9_@+-])?")
"""Names that are names of folders as they are."""
_HARMFUL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]"
)
_SHOWN = {n: f"\\x{n:02x}" for n in (*range(0xA0), *range(0xD800, 0xE000), *range(0x2000, 0x2070), 0x61C)}
_SHOWN = {n: shown for n, shown in _SHOWN.items() if _HARMFUL.match(chr(n))}
"""Control characters but for line break and tab, other ends of lines, half characters, and what turns the direction."""


def printable(text: str) -> str:
    """The text with control, bidirectional-override and surrogate characters shown instead of obeyed; line breaks and
    tabs stay."""
    text = _ADDRESS.sub("0x…", text.replace("\r\n", "\n"))
    return text.translate(_SHOWN) if _HARMFUL.search(text) else text


def one_line(text: str, length: int) -> str:
    """`printable` on one line, at most `length` characters."""
    if len(text) <= length and _is_plain(text):
        return text  # a roster has 100,000 lines of such
    line = " ".join(printable(text).split())
    return line if len(line) <= length else line[: length - 1] + "…"


def are_plain(texts: Iterable[str], length: int) -> bool:
    """Whether `one_line` changes none of them, asked of all together. False where it is not sure."""
    row = " ".join(filter(None, texts))  # a blank at an end of one becomes two
    return len(row) <= length and _is_plain(row)


def _is_plain(text: str) -> bool:
    if not (text.isascii() and text.isprintable()):
        return False
    return not ("0x" in text or "  " in text or text[:1] == " " or text[-1:] == " ")


def number(value: float) -> str:
    """A number as a student would write it: six significant digits, no trailing zeros."""
    return f"{value:.6g}"


def numbers(actual: float, expected: float, digits: int = 6) -> tuple[str, str]:
    """Two that differ, with as many digits as it takes to see that they do."""
    for shown in range(digits, 18):
        texts = f"{actual:.{shown}g}", f"{expected:.{shown}g}"
        if texts[0] != texts[1]:
            return texts
    return f"{actual:.{digits}g}", f"{expected:.{digits}g}"


def file_name(name: str) -> str:
    """A person's name as the name of a folder: never a path, never hidden, never empty, at most 80 characters."""
    if _SAFE.fullmatch(name):
        return name
    kept = "".join(c if c.isalnum() or c in "-_. @+" else "_" for c in unicodedata.normalize("NFC", name))
    kept = kept.strip(" .")[:80].rstrip(" .")
    return kept or "student"
