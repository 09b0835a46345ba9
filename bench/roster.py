"""What a roster of a whole faculty costs before the first submission is graded (at most 5 s), and the class page of
10,000 to write: CPU seconds. bench/report.py says how long a browser takes to open it.

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
from grader.commands._batch_output import tell_of_others
from grader.commands._start import uncollected
from grader.courses import find
from grader.courses.course import Course
from grader.gradebook import Gradebook
from grader.intake import ClassInput, read_class
from grader.people import Student
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


def before_grading(folder: Path, course: Course, book: Gradebook, when: str) -> list[Student]:
    """All that a batch does with a roster until it grades."""

    def read() -> ClassInput:
        return read_class(
            folder / "in",
            layout=None,
            roster=folder / "roster.csv",
            work=folder,
            ids=course.exercises,
            handout=course.handout,
        )

    start = time.process_time()
    with uncollected():
        handed_in = measured("roster read and matched", read)
        people = [*(each.student for each in handed_in.hand_ins), *handed_in.absent]
        measured("… joined with the gradebook's rows", lambda: keep_up(folder, book, handed_in))
        measured("… others in the gradebook", lambda: tell_of_others(handed_in, book))
        measured(f"… enrolled {when}", lambda: book.enrol(people))
    print(f"{'before the first submission is graded':<52} {time.process_time() - start:6.2f} s")
    return people


def main(rows: int) -> None:
    course = find.load(find.builtin())
    print(f"{rows:,} rows")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        a_class(folder, rows)
        with gradebook.open(folder / "gradebook.sqlite") as book:
            people = before_grading(folder, course, book, "into an empty gradebook")
            before_grading(folder, course, book, "again")
            measured("what counts for all of them", lambda: sum(1 for _ in book.standings(course)))
        with gradebook.open(folder / "page.sqlite") as book:
            book.enrol(people[:PAGE])
            measured(f"the class page of {min(rows, PAGE):,} written", lambda: class_page.write(folder, book, course))
        print(f"its size: {(folder / 'index.html').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
