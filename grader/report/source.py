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

from markupsafe import Markup

from grader.language import gettext as _

LINE, PIECE = 24, 100
"""Characters of HTML that a line costs beside its own, and a file or cell beside its lines."""
SHOWN_COLUMNS = 400
"""Characters of one line that are shown."""

_TOKEN = re.compile(
    rf"""
      (?P<c> \#.* )
    | (?P<s> (?: \b [rbuftRBUFT]{{1,2}} )?+ (?:
          (?P<q>\"{{3}}|'{{3}}) (?: \\[\s\S] | [^\\] )*? (?: (?P=q) | \\?\Z )
        | " (?: [^"\\\n] | \\[\s\S] )*+ "?
        | ' (?: [^'\\\n] | \\[\s\S] )*+ '?
      ) )
    | (?P<d> (?<= \bdef[ ] ) \w+ | (?<= \bclass[ ] ) \w+ | ^[ \t]*+ @[\w.]+ )
    | (?P<k> \b (?: {"|".join(keyword.kwlist)} ) \b )
    | (?P<n> \b \d (?: [\w.] | (?<= [eE] ) [+-] )*+ )
    """,
    re.VERBOSE | re.MULTILINE,
)
"""Comment, string, defined name, keyword, number, in text whose & < > are escaped already (no entity is a keyword)."""


@dataclass(frozen=True)
class Line:
    """kind: "raised" where an exception came out, "through" where it came through, "pointed" where an explanation says
    that something is wrong, else empty."""

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

    @property
    def cost(self) -> int:
        """Characters of HTML."""
        return PIECE + sum(len(line.html) + LINE for line in self.lines)


def listing(label: str, anchor: str, text: str, failing: Mapping[int, str], room: int) -> Listing:
    """The lines around the first failing one, as many as `room` characters of HTML hold. failing: line -> kind."""
    lines = text.removesuffix("\n").split("\n") if text else []
    center = min((n for n in failing if n <= len(lines)), default=1) - 1
    # A stretch that is long enough for any colours, which only make lines longer.
    start, end = _fitting([min(len(line), SHOWN_COLUMNS) + LINE for line in lines], center, room)
    shown = "\n".join(line[:SHOWN_COLUMNS] for line in lines[start:end])
    coloured = _coloured(shown).split("\n") if end > start else []
    low, high = _fitting([len(code) + LINE for code in coloured], center - start, room)
    first = start + low + 1
    pairs = enumerate(zip(lines[start + low : start + high], coloured[low:high], strict=True), first)
    return Listing(
        label,
        anchor,
        [Line(i, Markup(code + _rest(line)), failing.get(i, "")) for i, (line, code) in pairs],
        len(lines),
        _left_out(start + low, high - low, len(lines)),
    )


def _fitting(costs: list[int], center: int, room: int) -> tuple[int, int]:
    """The stretch around `center` whose costs fit: it grows to both sides in turn, and stops for good where one does
    not fit."""
    low = high = max(0, min(center, len(costs)))
    growing = True
    while growing:
        growing = False
        if high < len(costs) and costs[high] <= room:
            room, high, growing = room - costs[high], high + 1, True
        if low > 0 and costs[low - 1] <= room:
            room, low, growing = room - costs[low - 1], low - 1, True
    return low, high


def _rest(line: str) -> str:
    more = len(line) - SHOWN_COLUMNS
    return _("… (%(n)s more characters)", n=f"{more:,}") if more > 0 else ""


def _left_out(start: int, shown: int, count: int) -> str:
    if shown == count:
        return ""
    if not shown:
        return _("its lines are left out")
    first, last, all_ = (f"{n:,}" for n in (start + 1, start + shown, count))
    return _("lines %(first)s to %(last)s of %(all)s are shown", first=first, last=last, all=all_)


def _coloured(text: str) -> str:
    """HTML, every element closed within its line."""
    return _TOKEN.sub(_wrapped, html.escape(text, quote=False))


def _wrapped(match: re.Match[str]) -> str:
    tag = f"<i class={match.lastgroup}>"
    return tag + match[0].replace("\n", f"</i>\n{tag}") + "</i>"
