"""The student's own commands: `grade init` (a working copy of the stubs), `grade list` (how far one has come) and
`grade hint`."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec
from rich.console import Console
from rich.markup import escape
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from grader.courses.course import Course
from grader.errors import UsageError
from grader.files import write_atomically
from grader.language import gettext as _
from grader.language import sentence
from grader.report import terminal
from grader.submission.source_file import require_notebooks
from grader.text import file_name, one_line

ATTEMPTS, HINTS = "attempts.jsonl", "hints.json"


class Attempt(msgspec.Struct):
    """One grading, as `grade submit` records it: the score of each exercise that was graded."""

    graded_at: str
    seed: str
    score: float
    points: float
    exercises: dict[str, float]


def record(folder: Path, attempt: Attempt) -> None:
    """Appends one line: earlier attempts are never rewritten."""
    with open(folder / ATTEMPTS, "ab") as file:
        file.write(msgspec.json.encode(attempt) + b"\n")


def attempts(folder: Path) -> Iterator[Attempt]:
    """What was recorded, oldest first; a line cut short by a crash is passed over."""
    try:
        lines = (folder / ATTEMPTS).read_bytes().splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        try:
            yield msgspec.json.decode(line, type=Attempt)
        except msgspec.MsgspecError:
            continue


def best_scores(folder: Path) -> dict[str, float]:
    """exercise id -> the best score so far."""
    best: dict[str, float] = {}
    for attempt in attempts(folder):
        for exercise, score in attempt.exercises.items():
            best[exercise] = max(score, best.get(exercise, 0.0))
    return best


def show_list(course: Course, student: str, out: Path, as_json: bool) -> None:
    """The exercises in order, with the best score so far and a bar over the course."""
    best = best_scores(out / file_name(student))
    if as_json:
        rows = [
            {"id": e.id, "title": e.table.title, "points": e.points, "best": best.get(e.id)}
            for e in course.exercises.values()
        ]
        click.echo(json.dumps({"course": course.name, "student": student, "exercises": rows}, ensure_ascii=False))
        return
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for _column in ("mark", "id", "points"):
        table.add_column(no_wrap=True)  # an id is what one types: it is the title that gives way
    table.add_column(overflow="fold")
    for exercise in course.exercises.values():
        score = best.get(exercise.id)
        mark = "[green]✓[/]" if score == exercise.points else "·" if score is None else "[yellow]…[/]"
        points = f"{'–' if score is None else f'{score:g}'}/{exercise.points:g}"
        table.add_row(mark, escape(exercise.id), points, escape(sentence(exercise.table.title)))
    console = Console(highlight=False)
    terminal.print_table(console, table)
    console.print(_("✓ everything right, … not all of it yet, · not graded yet"), style="dim", soft_wrap=True)
    title = sentence(course.title)
    total, reached = sum(e.points for e in course.exercises.values()), sum(best.get(i, 0.0) for i in course.exercises)
    said = _("%(score)s of %(points)s points in %(course)s", score=f"{reached:g}", points=f"{total:g}", course=title)
    with console.capture() as drawn:
        console.print(ProgressBar(total=total, completed=reached, width=40))
    bar = Text.from_ansi(f"{drawn.get()} ".lstrip())  # without colour there is none for 0 points
    console.print(bar + Text(said), soft_wrap=not console.is_terminal)


def show_hint(course: Course, exercise_id: str, student: str, out: Path) -> None:
    """The next hint of an exercise; which ones were shown is kept beside the student's reports."""
    if exercise_id not in course.exercises:
        near = difflib.get_close_matches(exercise_id, course.exercises, 1, 0.5)
        mend = f"did you mean {near[0]}?" if near else f"the exercises are {', '.join(course.exercises)}"
        raise UsageError(f"no exercise is called {one_line(exercise_id, 60)!r}; {mend}")
    hints = course.exercises[exercise_id].table.hints
    if not hints:
        raise UsageError(f"{exercise_id} has no hints; its report has one with each check that failed")
    folder = out / file_name(student)
    shown = _hints_shown(folder)
    seen = shown.get(exercise_id, 0)
    number = min(seen + 1, len(hints))
    words = sentence(hints[number - 1])
    click.echo(_("Hint %(number)s of %(all)s: %(words)s", number=number, all=len(hints), words=words))
    if seen >= len(hints):
        click.echo(_("This was the last hint: you have seen all of them."))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / HINTS, msgspec.json.encode({**shown, exercise_id: number}))
    except OSError as error:
        raise UsageError(f"{folder}: cannot remember which hints you have seen ({error.strerror})") from None


def _hints_shown(folder: Path) -> dict[str, int]:
    try:
        return msgspec.json.decode((folder / HINTS).read_bytes(), type=dict[str, int])
    except (OSError, msgspec.MsgspecError):
        return {}


def init(course: Course, folder: Path, notebooks: bool) -> None:
    """A working copy of the stubs in `folder`. A file that is there and differs is left alone and named."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: there is a file of that name; choose another folder")
    if notebooks:
        require_notebooks(folder)
    wanted = {
        f"{e.id}.ipynb" if notebooks else f"{e.id}.py": as_notebook(e.stub) if notebooks else e.stub
        for e in course.exercises.values()
    }
    wanted |= {f"given/{name}.py": text for name, text in course.given.items()}
    new, kept = 0, list[str]()
    try:
        for name, text in wanted.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                write_atomically(path, text)
                new += 1
            elif path.read_bytes() != text:
                kept.append(name)
    except OSError as error:
        raise UsageError(f"{folder}: {error.strerror}") from None
    of_them = "" if new == len(wanted) else f", {new or 'none'} of them new"
    click.echo(f"{len(wanted)} files are in {folder}{of_them}; grade them with `grade submit {folder}`")
    if kept:
        click.echo(f"left as they are, because they were edited: {', '.join(kept)}")


def as_notebook(stub: bytes) -> bytes:
    """The stub's percent cells as a notebook; the same bytes each time, so that an unedited one is recognised."""
    import jupytext
    import nbformat

    notebook = jupytext.reads(stub.decode(), fmt="py:percent")
    notebook.metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"
    return f"{nbformat.writes(notebook, version=4)}\n".encode()
