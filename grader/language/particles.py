"""Korean particles, which follow the sound that a word ends with: a catalogue writes both (은(는)), a text has one."""

from __future__ import annotations

import re

PARTICLES = {
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "과(와)": ("과", "와"),
    "(으)로": ("으로", "로"),
    "이어야(여야)": ("이어야", "여야"),
    "이지만(지만)": ("이지만", "지만"),
}
"""As written -> after a consonant, after a vowel."""

LOOKED_AT = 100
"""Characters before a particle that can matter, however long a value is."""
_DIGITS = {"0": "ㅇ", "1": "ㄹ", "3": "ㅁ", "6": "ㄱ", "7": "ㄹ", "8": "ㄹ"}
_LAST = re.compile(r"([가-힣]|[A-Za-z]+|\d)[^가-힣A-Za-z\d]*$")
_CLOSED_LETTERS = {"l": "ㄹ", "r": "ㄹ", "m": "ㅁ", "n": "ㄴ"}
_CLOSED_WORD = re.compile(r"(?:[lmn]|ng|le|[aeiou](?:b|p|ck|c)|^[a-z]{1,2}[aeiou]t)$", re.IGNORECASE)


def particle(written: str, before: str) -> str:
    """The form of the particle that goes after the text `before`, read aloud as Koreans read code and numbers."""
    closed, open_ = PARTICLES[written]
    end = _end(before)
    if written == "(으)로" and end == "ㄹ":
        return open_
    return closed if end else open_


def _end(text: str) -> str:
    """The consonant that the text ends with ("ㄹ" told apart from all others), or nothing."""
    found = _LAST.search(text[-LOOKED_AT:])
    if not found:
        return ""
    last = found[1]
    if last.isdigit():
        return _DIGITS.get(last, "")
    if "가" <= last <= "힣":
        final = (ord(last) - ord("가")) % 28
        return "" if final == 0 else "ㄹ" if final == 8 else "ㅇ"
    if len(last) == 1:
        return _CLOSED_LETTERS.get(last.lower(), "")
    if not _CLOSED_WORD.search(last):
        return ""
    return "ㄹ" if last.lower().endswith(("l", "le")) else "ㅇ"
