"""Grades the same submissions with two checkouts and lists where their result.json differ.

    python tests/support/compare_checkouts.py OLD NEW [--added mistake_line …] [--jobs N] [--keep DIR]

The submissions are NEW's: its sample class, and every file under tests/submissions as one more student. Each checkout
grades them with its own course and, unless --python names one for both, its own .venv. Times and versions may differ,
and what --ignore names; --added names the keys that only NEW may have. Exit status: 0 the same, 1 a difference, 2 a
checkout did not grade the class.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TIMES = ("graded_at", "seconds", "versions")
ABSENT = "(absent)"
Difference = tuple[str, Any, Any]


@dataclass(frozen=True)
class Student:
    """exercise: the only one that counts of what this student gets; None for all."""

    key: str
    label: str
    exercise: str | None = None


def single_files(checkout: Path) -> Iterator[tuple[Path, str]]:
    """Every submission of one file, with its exercise."""
    root = checkout / "tests" / "submissions"
    for path in sorted(root.rglob("*")):
        if path.suffix in (".py", ".ipynb"):
            yield path, path.relative_to(root).parts[0]


def make_class(checkout: Path, folder: Path) -> list[Student]:
    """One folder a student, as `grade batch` reads it."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(checkout / "tests" / "sample_class", folder)
    students = [Student(path.name, f"sample_class/{path.name}") for path in sorted(folder.iterdir())]
    for number, (path, exercise) in enumerate(single_files(checkout)):
        student = Student(f"file{number:04}", str(path.relative_to(checkout / "tests")), exercise)
        (folder / student.key).mkdir()
        shutil.copy(path, folder / student.key / f"{exercise}{path.suffix}")
        students.append(student)
    return students


def grade_class(checkout: Path, python: Path | None, folder: Path, out: Path, options: argparse.Namespace) -> None:
    """Runs the checkout's own engine: `-m grader` takes the package from the current folder first."""
    command = [python or checkout / ".venv" / "bin" / "python", "-m", "grader", "batch", folder, "--layout", "folders"]
    command += ["--course", checkout, "--out", out, "--seed", options.seed, "--jobs", options.jobs]
    words = [str(part) for part in command]
    status = subprocess.run(words, cwd=checkout, stdout=subprocess.DEVNULL, check=False).returncode
    if status not in (0, 1, 3):  # 3: something stayed ungraded, which the comparison shows
        print(f"{checkout}: `grade batch` ended with status {status}", file=sys.stderr)
        raise SystemExit(2)


def entries(old: list[Any], new: list[Any]) -> Iterator[tuple[str, Any, Any]]:
    """Pairs of exercises and checks by their name, of everything else by position."""
    name = next((key for key in ("id", "name") if all(isinstance(e, dict) and key in e for e in old + new)), None)
    olds, news = ({str(entry[name]) if name else str(i): entry for i, entry in enumerate(side)} for side in (old, new))
    for key in dict.fromkeys([*olds, *news]):
        yield key, olds.get(key, ABSENT), news.get(key, ABSENT)


def differences(old: Any, new: Any, ignored: set[str], added: set[str], where: str = "") -> Iterator[Difference]:
    if isinstance(old, dict) and isinstance(new, dict):
        allowed = ignored | (added - old.keys())
        pairs = [(k, old.get(k, ABSENT), new.get(k, ABSENT)) for k in {**old, **new} if k not in allowed]
    elif isinstance(old, list) and isinstance(new, list):
        pairs = list(entries(old, new))
    else:
        pairs = []
        if old != new or type(old) is not type(new):
            yield where, old, new
    for key, one, other in pairs:
        yield from differences(one, other, ignored, added, f"{where}/{key}" if where else key)


def compared(student: Student, old: Path, new: Path, ignored: set[str], added: set[str]) -> Iterator[Difference]:
    """With `exercise/file/check/field` as the place."""
    documents = [json.loads((out / student.key / "result.json").read_text()) for out in (old, new)]
    exercises = [{e["id"]: e for e in document.pop("exercises")} for document in documents]
    for where, *values in differences(documents[0], documents[1], ignored, added):
        yield f"(all)/{student.label}/{where}", *values
    for exercise in [student.exercise] if student.exercise else dict.fromkeys([*exercises[0], *exercises[1]]):
        before, after = (side.get(exercise, {}) for side in exercises)
        for where, *values in differences(before, after, ignored, added):
            yield f"{exercise}/{student.label}/{where.removeprefix('checks/')}", *values


def short(value: Any, most: int = 160) -> str:
    text = value if value is ABSENT else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= most else f"{text[:most]}…"


def compare(options: argparse.Namespace, work: Path) -> int:
    old, new = work / "old", work / "new"
    students = make_class(options.new, work / "class")
    shutil.rmtree(new, ignore_errors=True)  # old stays: with --keep a batch goes on where it was
    grade_class(options.old, options.python, work / "class", old, options)
    grade_class(options.new, options.python, work / "class", new, options)
    ignored, added = {*TIMES, *options.ignore}, set(options.added)
    found = [difference for student in students for difference in compared(student, old, new, ignored, added)]
    for where, before, after in found:
        print(f"{where}  {short(before)} -> {short(after)}")
    print(f"{len(students)} submissions compared, {len(found)} differences")
    return bool(found)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path, metavar="OLD")
    parser.add_argument("new", type=Path, metavar="NEW")
    parser.add_argument("--python", type=Path, help="the interpreter for both. Default: each checkout's .venv")
    parser.add_argument("--added", nargs="*", default=[], metavar="KEY", help="keys that only NEW may have")
    parser.add_argument("--ignore", nargs="*", default=[], metavar="KEY", help="keys that may differ")
    parser.add_argument("--seed", default="compared")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the results; OLD's are used again next time")
    options = parser.parse_args()
    options.old, options.new = options.old.resolve(), options.new.resolve()
    options.python = options.python and options.python.absolute()  # a venv's python is a link: not resolved
    return options


def main() -> int:
    options = arguments()
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        return compare(options, options.keep.resolve())
    with tempfile.TemporaryDirectory() as work:
        return compare(options, Path(work))


if __name__ == "__main__":
    sys.exit(main())
