"""The files of a new exercise, small but whole, so that `grade verify` passes before the author begins."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from grader.courses import find
from grader.courses import toml as course_toml
from grader.errors import UsageError, reason
from grader.files import write_atomically, written_together
from grader.message import say

POINTS = 10
_SKELETONS = Path(__file__).with_name("skeletons")
"""A folder for each kind of exercise, with its files' texts: {title} stands for the exercise's."""

TABLE = """\
# The exercises in the order in which they are taught, and what each is worth.
name = "{name}"
title = "{title}"
"""


def write(exercise_id: str, root: Path, like: str = "function") -> list[str]:
    """Writes an exercise of that kind into the course in `root`; otherwise as `add`."""
    return add(exercise_id, root, _files(exercise_id, like), POINTS)


def add(exercise_id: str, root: Path, files: Mapping[str, str], points: float) -> list[str]:
    """Writes an exercise's files into the course in `root` and lists it in course.toml; a folder that has none gets
    one. files: path in the course -> text.

    Returns what was done, a line each. Raises UsageError where anything of that name is there, or where it cannot be
    written; then nothing is.
    """
    try:
        return _added(exercise_id, root, files, points)
    except OSError as error:
        raise UsageError("{path}: {reason}", path=root, reason=reason(error)) from None


def _added(exercise_id: str, root: Path, files: Mapping[str, str], points: float) -> list[str]:
    table = _table(root)
    if exercise_id in find.load(root).exercises or any((root / name).exists() for name in files):
        raise UsageError("{folder}: there is already an exercise {id}; choose another id", folder=root, id=exercise_id)
    entry = f'\n[[exercise]]\nid = "{exercise_id}"\npoints = {points_literal(points)}\n'
    together = {root / name: text.encode() for name, text in files.items()}
    for path in together:
        path.parent.mkdir(parents=True, exist_ok=True)
    with written_together({**together, table: table.read_bytes().rstrip() + b"\n" + entry.encode()}):
        pass
    wrote = (say("wrote {file}", file=str(root / name)) for name in files)
    return [*wrote, say("added it to {file}", file=str(table))]


def points_literal(points: float) -> str:
    """As checks.py adds them up, to the last digit."""
    return repr(int(points) if points == int(points) else points)


def _files(exercise_id: str, like: str) -> dict[str, str]:
    title, folder = exercise_id.replace("_", " ").capitalize(), _SKELETONS / like
    texts = {path.relative_to(folder): path.read_text("utf-8") for path in sorted(folder.rglob("*.txt"))}
    files = {f"solutions/{exercise_id}/{name.with_suffix('')}": text for name, text in texts.items()}
    files[f"exercises/{exercise_id}.py"] = files.pop(f"solutions/{exercise_id}/stub.py")
    return {name: text.replace("{title}", title) for name, text in files.items()}


def _table(folder: Path) -> Path:
    """The folder's course.toml, a new one where there is none."""
    table = folder / course_toml.FILE
    if not table.exists():
        folder.mkdir(parents=True, exist_ok=True)
        name = "".join(c if c.isalnum() else "-" for c in folder.resolve().name)
        write_atomically(table, TABLE.format(name=name, title=name.replace("-", " ").capitalize()).encode())
    return table
