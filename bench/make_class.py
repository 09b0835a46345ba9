"""A class to measure with: students' folders made of the course's solutions, its mistakes and the tests' answers.

    .venv/bin/python bench/make_class.py 1000 DIR --seed 1 [--exercises mse_gradient clamp_mlp] [--layout canvas]

The same arguments make the same files. About three answers in five are right; of the others most hold a known mistake,
some another one, some do not parse, are the stub or are missing. One student in ten is late, no two students' files are
equal, and a roster.csv beside the folders lists everybody, with some who handed in nothing at all.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.courses import find
from grader.courses.course import Course

FIVE = ("mse_gradient", "autograd_loop", "custom_backward", "clamp_mlp", "freeze_resnet")
"""The exercises of the design card."""
SUBMISSIONS = Path(__file__).parents[1] / "tests" / "submissions"
DUE = 1_790_000_000
"""The deadline, in seconds since 1970."""

_KINDS = {"right": 60, "mistake": 24, "other": 8, "broken": 3, "stub": 2, "missing": 3}
_FIRST = re.findall(
    r"\S+",
    "Ada Boris Chidi Dana Élodie Farid Greta Hana Ines Jörg Katja Liam Mina Noor Olga Pavel Quinn Ravi Sena Tomás "
    "Uma Vera Wei Ximena Yuki Zofia 민준 서연 Åsa Nguyễn",
)
_LAST = re.findall(
    r"\S+",
    "Abe Berg Costa Dąbrowski Eriksen Fischer García Haddad Ivanov Jensen Kim Lopez Müller Novák O'Neill Park Quist "
    "Rossi Silva Tanaka Ueda Vogel Wong Xu Yılmaz Zhang 김 이",
)


@dataclass(frozen=True)
class Member:
    """Somebody in the class. number: what the LMS calls them."""

    name: str
    number: int
    late: bool
    files: dict[str, bytes]


def make_class(
    count: int, folder: Path, seed: int, exercises: Sequence[str] = FIVE, layout: str = "folders"
) -> list[Path]:
    """Writes the class and returns what the students handed in, in the order of their names: a folder each, or their
    files side by side as Canvas has them."""
    course, handed_in = find.load(find.builtin()), []
    members = [_member(course, exercises, number, random.Random(f"{seed} {number}")) for number in range(count)]
    for member in members:
        handed_in += _written(member, folder, layout)
    _roster(members, folder / "roster.csv")
    return sorted(set(handed_in))


def _member(course: Course, exercises: Sequence[str], number: int, luck: random.Random) -> Member:
    name = f"{luck.choice(_FIRST)} {luck.choice(_LAST)}"
    files = {} if luck.random() < 0.02 else dict(_answers(course, exercises, luck, f"{name}, number {number}"))
    return Member(name, 10_000 + number, luck.random() < 0.1, files)


def _answers(course: Course, exercises: Sequence[str], luck: random.Random, signature: str) -> list[tuple[str, bytes]]:
    found = []
    for exercise in exercises:
        kind = luck.choices(list(_KINDS), list(_KINDS.values()))[0]
        if kind != "missing":
            suffix, text = _answer(course, exercise, kind, luck)
            found.append((exercise + suffix, _signed(suffix, text, signature)))
    return found


def _answer(course: Course, exercise: str, kind: str, luck: random.Random) -> tuple[str, bytes]:
    """The suffix and the text of one file."""
    there = course.exercises[exercise]
    solution = there.folder / "solution.py"
    folders = SUBMISSIONS / exercise
    if kind == "stub":
        return ".py", there.stub
    if kind == "broken":
        return ".py", solution.read_bytes().replace(b":\n", b"\n", 1)
    if kind == "mistake":
        return ".py", there.mistake_source(
            luck.choice(sorted(p.stem for p in (there.folder / "mistakes").glob("*.py")))
        )
    passed = sorted(folders.glob("passed/*"))
    others = sorted(path for path in folders.glob("*/*") if path not in passed and path.is_file())
    chosen = luck.choice([solution, *passed] if kind == "right" else others or [solution])
    return chosen.suffix, chosen.read_bytes()


def _signed(suffix: str, text: bytes, signature: str) -> bytes:
    """The text made this student's own, in a place that changes nothing."""
    if suffix == ".ipynb":
        notebook = json.loads(text)
        notebook["metadata"]["signature"] = signature
        return json.dumps(notebook).encode()
    return text + f"\n# {signature}\n".encode()


def _written(member: Member, folder: Path, layout: str) -> list[Path]:
    own, paths = folder / f"{member.name} {member.number}", []
    for number, (name, text) in enumerate(member.files.items()):
        path = own / name if layout == "folders" else folder / _canvas_name(member, number, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
        moment = DUE + (86_400 if member.late else -86_400)
        os.utime(path, (moment, moment))
        paths.append(own if layout == "folders" else path)
    return paths


def _canvas_name(member: Member, attachment: int, file: str) -> str:
    first, last = member.name.lower().split(" ", 1)
    who = re.sub(r"\W", "", last + first) + ("_LATE" if member.late else "")
    return f"{who}_{member.number}_{member.number * 100 + attachment}_{file}"


def _roster(members: Sequence[Member], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Student", "ID", "Email"])
        rows.writerows([m.name, m.number, f"s{m.number}@example.org"] for m in members)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--exercises", nargs="+", default=FIVE)
    parser.add_argument("--layout", choices=("folders", "canvas"), default="folders")
    args = parser.parse_args()
    made = make_class(args.count, args.folder, args.seed, args.exercises, args.layout)
    print(f"{len(made)} {'folders' if args.layout == 'folders' else 'files'} in {args.folder}")


if __name__ == "__main__":
    main()
