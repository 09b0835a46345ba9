"""What the authors of the hand-ins are told by another checkout and by this one, side by side, with our ratings.

    python tests/beginners/side_by_side.py --old PATH [--old-python PY] [--jobs N] [--only WORD] [--totals]

PATH is a checkout with a .venv, or PY is a Python that has what it needs; the ratings of "before" in `hand_ins.toml`
are those of commit 0157f34. Each hand-in goes to `grade submit` as it is. A rating is of all that its author reads, the
points and the notes included: 3 better than a teaching assistant, 2 helps, 1 true but leaves a beginner stuck, 0 untrue
or useless.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import textwrap
import tomllib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest
from pathlib import Path
from typing import Any

HERE, CHECKOUT = Path(__file__).parent, Path(__file__).parents[2]
TABLE: dict[str, dict[str, Any]] = tomllib.loads((HERE / "hand_ins.toml").read_text("utf-8"))
WIDTH = 75


def told(checkout: Path, python: Path, hand_in: str) -> str:
    """What `grade submit` prints, without the line of the total and the report's path."""
    with tempfile.TemporaryDirectory() as out:
        command: list[str | Path] = [python, "-m", "grader", "submit", HERE / "hand_ins" / hand_in, "--out", out]
        command += ["--seed", "beginners"]
        env = os.environ | {"PYTHONPATH": str(checkout), "COLUMNS": "200", "NO_COLOR": "1"}
        ran = subprocess.run(command, cwd=out, env=env, capture_output=True, text=True, check=False)
        lines = (ran.stdout + ran.stderr).replace(str(HERE / "hand_ins") + "/", "").splitlines()
        return "\n".join(line for line in lines if out not in line).strip()


def columns(left: str, right: str) -> Iterator[str]:
    """Two texts beside each other."""
    sides = [[row for line in text.splitlines() for row in textwrap.wrap(line, WIDTH)] for text in (left, right)]
    for before, now in zip_longest(*sides, fillvalue=""):
        yield f"  {before:<{WIDTH}} | {now}".rstrip()


def totals() -> Iterator[str]:
    """How many hand-ins have each rating, of right answers and of wrong ones."""
    yield f"\n{'':24}{'':>8}" + "".join(f"{rating:>6}" for rating in range(4))
    for label, full in (("right answers", True), ("wrong or unreadable", False), ("all", None)):
        rows = [row for row in TABLE.values() if full in (row["full"], None)]
        for when in ("before", "now"):
            counts = Counter(row[when] for row in rows)
            yield f"{label:24}{when:>8}" + "".join(f"{counts[rating]:>6}" for rating in range(4))


def main(options: argparse.Namespace) -> None:
    """Print it."""
    sides = ((options.old, options.old_python or options.old / ".venv/bin/python"), (CHECKOUT, Path(sys.executable)))
    names = [name for name in TABLE if options.only in name]
    with ThreadPoolExecutor(options.jobs) as pool:
        texts = list(
            pool.map(
                lambda name: [told(checkout, python, name) for checkout, python in sides],
                () if options.totals else names,
            )
        )
    for name, (before, now) in zip(names, texts, strict=False):
        print(f"\n{name}   before {TABLE[name]['before']}, now {TABLE[name]['now']}", *columns(before, now), sep="\n")
    print(*totals(), sep="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--old", type=Path, required=True, help="the checkout to compare with")
    parser.add_argument("--old-python", type=Path, help="its Python; default: .venv/bin/python there")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="", metavar="WORD", help="hand-ins with this in their name")
    parser.add_argument("--totals", action="store_true", help="grade nothing, print the ratings only")
    main(parser.parse_args())
