"""Text for people: what strangers wrote made harmless, numbers made short; and what is not text at all."""

from __future__ import annotations

import re
import unicodedata

_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c")
_ZIPS, _OLD_OFFICE, _SQLITE = (b"PK\x03\x04", b"PK\x05\x06"), b"\xd0\xcf\x11\xe0", b"SQLite format 3\0"
_IN_SPREADSHEETS = (b"xl/workbook", b"opendocument.spreadsheet")
"""What .xlsx and .ods have in them, which are zips."""


def printable(text: str) -> str:
    """The text with control, bidirectional-override and surrogate characters shown instead of obeyed; line breaks and
    tabs stay."""
    text = _ADDRESS.sub("0x…", text.replace("\r\n", "\n"))
    return "".join(c if c in "\n\t" or _harmless(c) else f"\\x{ord(c):02x}" for c in text)


def one_line(text: str, length: int) -> str:
    """`printable` on one line, at most `length` characters."""
    line = " ".join(printable(text).split())
    return line if len(line) <= length else line[: length - 1] + "…"


def _harmless(character: str) -> bool:
    return character not in _BIDI and unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")


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
    kept = "".join(c if c.isalnum() or c in "-_. @+" else "_" for c in unicodedata.normalize("NFC", name))
    kept = kept.strip(" .")[:80].rstrip(" .")
    return kept or "student"


def no_table(data: bytes) -> str:
    """What a file is that was named in place of a CSV, and how to fix it; empty where it may be one."""
    if data.startswith(_OLD_OFFICE) or (data.startswith(_ZIPS) and any(sign in data for sign in _IN_SPREADSHEETS)):
        return "this is a spreadsheet file; save it as CSV"
    what = "a zip archive" if data.startswith(_ZIPS) else "a database" if data.startswith(_SQLITE) else ""
    return f"this is {what}; name a CSV file" if what else ""
