"""What a spreadsheet would take for a formula in a CSV, whichever separator it takes the file to have."""

from __future__ import annotations

import csv
import io
import re

NAMES = ("Ann;=1+1", "Ann,=1+1", "Ann\t=1", "Ann|@SUM(A1)", 'Ann;"=1+1"', "Ann; +1", 'Ann; "-1', "=1;=2,=3", "Ann\n=1",
         "Ann\r\n-1", ";=1", "-1|-1", "x;＝1", '"=1"', "'=1;=1")  # fmt: skip
HARMLESS = ("Lovelace, Ada", "O'Late; Eve", "a-b", "Ann (=1)", "1+1=2", "mail@x.org", "Ann;Bo", "'Ann", "")
_FORMULA = tuple("=+-@\t＝＋－＠")


def formulas(text: str) -> list[str]:
    """Cells that begin a formula for a reader of this separator, who may or may not honour quotes."""
    found = [piece for mark in ",;\t|" for line in re.split(r"[\r\n]", text) for piece in line.split(mark)]
    for mark in ",;\t|":
        found += [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark) for cell in row]
    return [cell for cell in found if cell.lstrip(' "').startswith(_FORMULA)]
