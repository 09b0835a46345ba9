"""What a roster of a whole faculty costs before the first submission is graded, and the class page of 10,000: CPU
seconds.

.venv/bin/python bench/roster.py [ROWS]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from grader import gradebook
from grader.batch.merging import keep_up
from grader.courses import find
from grader.intake import ClassInput, read_class
from grader.intake.read import uncollected
from grader.report import class_page

GIVEN = ("Ada", "Bo", "Chloé", "Dmitri", "민수", "Eve", "Fränzi", "Gil")
PAGE = 10_000
T = TypeVar("T")


def measured(what: str, function: Callable[[], T]) -> T:
    start = time.process_time()
    result = function()
    print(f"{what:<52} {time.process_time() - start:6.2f} s")
    return result


def a_class(folder: Path, rows: int) -> None:
    """Hand-ins of two students, and a roster."""
    for student in ("s000001", "s000002"):
        (folder / "in" / student).mkdir(parents=True)
        (folder / "in" / student / "mse_gradient.py").write_text("def forward(): ...\n")
    lines = ["Student ID,Last Name,First Name,Email,Login,Section"]
    for i in range(rows):
        lines.append(f"{i:08d},Name{i},{GIVEN[i % 8]},s{i:06d}@example.org,s{i:06d},{i % 20}")
    (folder / "roster.csv").write_text("\n".join(lines))


def main(rows: int) -> None:
    course = find.load(find.builtin())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        a_class(folder, rows)

        def read() -> ClassInput:
            return read_class(
                folder / "in",
                layout=None,
                roster=folder / "roster.csv",
                work=folder,
                ids=course.exercises,
                handout=course.handout,
            )

        with gradebook.open(folder / "gradebook.sqlite") as book:
            with uncollected():
                handed_in = measured(f"{rows:,} rows read and matched", read)
                people = [*(each.student for each in handed_in.hand_ins), *handed_in.absent]
                for when in ("into an empty gradebook", "again"):
                    measured(f"… enrolled, {when}", lambda: (keep_up(folder, book, handed_in), book.enrol(people)))
            measured("what counts for all of them", lambda: sum(1 for _ in book.standings(course)))
        with gradebook.open(folder / "page.sqlite") as book:
            book.enrol(people[:PAGE])
            measured(f"the class page of {min(rows, PAGE):,} written", lambda: class_page.write(folder, book, course))
        print(f"its size: {(folder / 'index.html').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
