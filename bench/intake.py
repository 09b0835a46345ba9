"""What a class of small zips costs before the first submission is graded: CPU seconds.

    .venv/bin/python bench/intake.py [ZIPS]

Each student's folder holds one archive with one exercise, as an LMS gives it out. The goal: at most 3 s for 10,000.
"""

from __future__ import annotations

import sys
import tempfile
import time
import zipfile
from pathlib import Path

from grader.commands._start import uncollected
from grader.courses import find
from grader.intake import ClassInput, read_class

GOAL = 3.0


def a_class(folder: Path, count: int) -> None:
    for n in range(count):
        student = folder / f"s{n:06}"
        student.mkdir(parents=True)
        with zipfile.ZipFile(student / "homework.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("mse_gradient.py", f"def forward(X, w1, w2):\n    return {n}\n")


def read(folder: Path, work: Path) -> ClassInput:
    course = find.load(find.builtin())
    return read_class(folder, layout=None, roster=None, work=work, ids=course.exercises, handout=course.handout)


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name).resolve()
        work = place / "work"
        work.mkdir()
        a_class(place / "in", count)
        start = time.process_time()
        with uncollected():
            found = read(place / "in", work)
        taken = time.process_time() - start
        assert len(found.hand_ins) == count
        assert all(each.files for each in found.hand_ins)
        each = 1e3 * taken / count
        print(f"intake of {count:,} zips: {taken:.2f} s of CPU, {each:.2f} ms each (goal: {GOAL:g} s for 10,000)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
