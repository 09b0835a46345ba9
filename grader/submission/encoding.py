"""The encoding that a Python file is written in, and its text for people to read.

Python reads a coding line that names anything it can decode: among that are codes which take quadratic time (punycode)
and such as are not for characters at all. Here a file is in a character encoding, or it is refused.
"""

from __future__ import annotations

import codecs
import functools
import io
import re
import tokenize

from grader.message import Message, say
from grader.text import one_line

SHOWN = 2**18
"""Bytes of a file, characters of a cell, that people are shown and that lines are quoted from."""
_HEAD = 4096
"""Bytes of the first two lines that a coding line is looked for in."""
_NOT_ASCII = bytes(range(128, 256))
_CHARACTERS = re.compile(
    r"ascii|latin_1|utf_[78](_sig)?|cp\d+|iso8859_\d+|koi8_[rtu]|mac_\w+|big5(hkscs)?|gb(2312|k|18030)|hz|euc_\w+"
    r"|iso2022_\w+|johab|shift_jis\w*|kz1048|ptcp154|tis_620|hp_roman8"
)


class NoCharacters(Exception):
    """The coding line names what is not a character encoding."""


def encoding_of(text: bytes) -> str:
    """By its BOM and PEP 263's line. Raises SyntaxError for one that does not exist, NoCharacters."""
    head = b"".join(text[:_HEAD].splitlines(True)[:2]).rstrip(_NOT_ASCII)  # it may end within a character
    encoding, _ = tokenize.detect_encoding(io.BytesIO(head).readline)
    if not _CHARACTERS.fullmatch(codecs.lookup(encoding).name.replace("-", "_")):
        raise NoCharacters(encoding)
    return encoding


def refused(text: bytes, shown: str) -> Message | None:
    """Why a file is not taken, whatever is in it. shown: what the complaint calls it."""
    try:
        encoding_of(text)
    except NoCharacters as error:
        return say(
            "{file}: its coding line names {encoding}, which is not a text encoding: save the file as UTF-8",
            file=shown,
            encoding=one_line(str(error), 40),
        )
    except (SyntaxError, LookupError):  # Python says that better, with the line
        pass
    return None


def is_text(text: bytes) -> bool:
    """Whether Python can read it in the encoding that it claims, UTF-8 where it claims none."""
    try:
        text.decode(encoding_of(text))
    except (SyntaxError, LookupError, UnicodeError, NoCharacters):
        return False
    return True


def decoded(text: bytes) -> str:
    """The beginning of a source as Python decodes it: BOM, coding line; undecodable bytes shown as such."""
    shown = text if len(text) <= SHOWN else text[: text.rfind(b"\n", 0, SHOWN) + 1] or text[:SHOWN]
    try:
        return shown.decode(encoding_of(text), errors="backslashreplace")
    except (SyntaxError, LookupError, UnicodeError, NoCharacters):  # some codecs refuse this way of handling errors
        return shown.decode("utf-8", errors="backslashreplace")


@functools.lru_cache(16)
def lines(text: bytes | str) -> list[str]:
    """The lines of a file or cell as far as it is shown, counted as Python counts them (a form feed ends none). Kept,
    since a failure quotes a dozen and an exercise has many failures."""
    shown = decoded(text) if isinstance(text, bytes) else text[:SHOWN]
    return shown.replace("\r\n", "\n").replace("\r", "\n").split("\n")
