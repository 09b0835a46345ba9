"""Text in an encoding that nobody names: which of the usual ones gives what people write."""

from __future__ import annotations

import codecs
import functools
import unicodedata
from collections.abc import Callable, Iterable, Iterator

LANGUAGES = {
    "cp949": "Korean", "cp932": "Japanese", "gb18030": "Chinese", "big5": "Chinese", "cp1252": "Western European",
    "cp1251": "Russian", "cp866": "Russian", "cp850": "Western European", "cp437": "Western European",
}  # fmt: skip
"""What each encoding is used for. Of two that fit a text as well as each other, the first is taken."""
ON_DISK = ("cp949", "cp932", "gb18030", "big5", "cp1252", "cp1251")
"""Those that programs save text in; the others are old names of files."""
_SURE = 0.6
_SAMPLE = 20_000


def decoded(data: bytes) -> tuple[str, str]:
    """The text, and the encoding that was guessed; no encoding where it is Unicode and says so."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace"), ""
    if wide := _wide(data[:_SAMPLE]):
        return data.decode(wide, errors="replace"), ""
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        encoding = guessed(data) or "cp1252"
        return data.decode(encoding, errors="replace"), encoding


def guessed(data: bytes, among: Iterable[str] = ON_DISK) -> str:
    """The encoding in which most of what is not ASCII is common in its language; nothing where none is sure."""
    found = [(likeness(text, encoding), encoding) for encoding, text in readings(data, among)]
    share, encoding = max(found, key=lambda each: each[0], default=(0.0, ""))
    return encoding if share > _SURE else ""


def readings(data: bytes, among: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(encoding, text) for each in which these bytes are text."""
    for encoding in among:
        try:
            yield encoding, data.decode(encoding)
        except UnicodeDecodeError:
            continue


def likeness(text: str, encoding: str) -> float:
    """The share of what is not ASCII that is common in the encoding's language."""
    text = text[:_SAMPLE]
    common = _COMMON.get(encoding)
    if common is None:
        fits = _is_russian if LANGUAGES[encoding] == "Russian" else _alone
        return _share(fits(text, i) for i, c in enumerate(text) if not c.isascii())
    return _share(common(c) for c in text if not c.isascii())


def _share(common: Iterable[bool]) -> float:
    found = list(common)
    return sum(found) / len(found) if found else 0.0


def _alone(text: str, at: int) -> bool:
    """Whether it is a letter with none but ASCII beside it: what accents are, and what halves of characters are not."""
    beside = text[max(at - 1, 0) : at] + text[at + 1 : at + 2]
    return beside.isascii() and text[at].isalpha() and "LATIN" in unicodedata.name(text[at], "")


@functools.lru_cache(10_000)
def _korean(c: str) -> bool:
    return "가" <= c <= "힣" and len(_bytes(c, "euc_kr")) == 2


@functools.lru_cache(10_000)
def _japanese(c: str) -> bool:
    first = _bytes(c, "shift_jis")[:1]
    return "ぁ" <= c <= "ヿ" or c in "々〆" or b"\x88" <= first <= b"\x97"


@functools.lru_cache(10_000)
def _simplified(c: str) -> bool:
    return b"\xb0" <= _bytes(c, "gb2312")[:1] <= b"\xd7"


@functools.lru_cache(10_000)
def _traditional(c: str) -> bool:
    return b"\xa4" <= _bytes(c, "big5")[:1] <= b"\xc6"


def _is_russian(text: str, at: int) -> bool:
    """Whether it is a letter in a word without any Latin ones."""
    beside = text[max(at - 1, 0) : at] + text[at + 1 : at + 2]
    is_letter = "А" <= text[at] <= "я" or text[at] in "Ёё"
    return is_letter and not any(c.isascii() and c.isalpha() for c in beside)


_COMMON: dict[str, Callable[[str], bool]] = {
    "cp949": _korean, "cp932": _japanese, "gb18030": _simplified, "big5": _traditional,
}  # fmt: skip


def _bytes(c: str, encoding: str) -> bytes:
    return c.encode(encoding, errors="ignore")


def _wide(data: bytes) -> str:
    """UTF-16 that does not say so: each second byte of ASCII is zero."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if max(even, odd) * 20 < len(data) or min(even, odd):
        return ""
    return "utf-16-le" if odd else "utf-16-be"
