"""Source for reading: numbered lines with colours, the failing ones marked.

One regular expression instead of a lexer from a library: it takes any text, right Python or not, in time linear in its
length (pygments' PythonLexer needs 20 s for 40 KB of lines that hold one space each), and a page has 15 ms.
"""

from __future__ import annotations

import html
import keyword
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

SHOWN_LINES = 2_000
"""Lines of one exercise that are shown: with colours some 200 KB."""
SHOWN_COLUMNS = 400
"""Characters of one line that are shown."""

_TOKEN = re.compile(
    rf"""
      (?P<c> \#.* )
    | (?P<s> (?: \b [rbuft]{{1,2}} )?+ (?:
          (?P<q>\"{{3}}|'{{3}}) (?: \\[\s\S] | [^\\] )*? (?: (?P=q) | \\?\Z )
        | " (?: [^"\\\n] | \\[\s\S] )*+ "?
        | ' (?: [^'\\\n] | \\[\s\S] )*+ '?
      ) )
    | (?P<d> (?<= \bdef[ ] ) \w+ | (?<= \bclass[ ] ) \w+ | ^[ \t]*+ @[\w.]+ )
    | (?P<k> \b (?: {"|".join(keyword.kwlist)} ) \b )
    | (?P<n> \b \d (?: [\w.] | (?<= [eE] ) [+-] )*+ )
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
"""Comment, string, defined name, keyword, number, in text whose & < > are escaped already (no entity is a keyword)."""


@dataclass(frozen=True)
class Line:
    """kind: "raised" where an exception came out, "passed" where it went through, else empty."""

    number: int
    html: Markup
    kind: str


@dataclass(frozen=True)
class Listing:
    """A file or cell as far as it is shown. anchor: prefix of its lines' ids; left_out: what is not shown, in words."""

    label: str
    anchor: str
    lines: list[Line]
    count: int
    left_out: str


def listing(label: str, anchor: str, text: str, failing: Mapping[int, str], room: int = SHOWN_LINES) -> Listing:
    """At most `room` lines, around the first failing one. failing: line number -> kind."""
    lines = text.removesuffix("\n").splitlines() if text else []
    center = min((n for n in failing if n <= len(lines)), default=1)
    start = max(0, min(center - 1 - room // 2, len(lines) - room))
    shown = [_cut(line) for line in lines[start : start + room]]
    coloured = _coloured("\n".join(shown)).split("\n") if shown else []
    return Listing(
        label,
        anchor,
        [Line(i, Markup(code), failing.get(i, "")) for i, code in enumerate(coloured, start + 1)],
        len(lines),
        "" if len(shown) == len(lines) else f"lines {start + 1:,} to {start + len(shown):,} of {len(lines):,} are shown"
        if shown else f"its {len(lines):,} lines are left out",
    )


def _cut(line: str) -> str:
    more = len(line) - SHOWN_COLUMNS
    return line if more <= 0 else f"{line[:SHOWN_COLUMNS]}… ({more:,} more characters)"


@lru_cache(maxsize=64)
def _coloured(text: str) -> str:
    """HTML, every element closed within its line."""
    return _TOKEN.sub(_wrapped, html.escape(text, quote=False))


def _wrapped(match: re.Match[str]) -> str:
    kind, token = match.lastgroup, match[0]
    if kind == "k" and token not in keyword.kwlist:
        return token
    tag = f"<i class={kind}>"
    return tag + token.replace("\n", f"</i>\n{tag}") + "</i>"
