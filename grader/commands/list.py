"""`grade list`: how far one has come. It runs no file of the course's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands import _options as options
from grader.message import say

if TYPE_CHECKING:
    from rich.table import Table

    from grader.courses.course import Course


@click.command("list")
@options.course
@options.student(say("The student whose scores are shown. Default: your login name."))
@options.out(say("The folder that `grade submit` writes to."))
@options.lang
@options.json()
def list_exercises(course_folder: Path | None, student: str | None, out: Path, lang: str | None, as_json: bool) -> None:
    """Show the exercises in order, with your best score so far.

    \b
    Example:
      grade list
    """
    from grader.commands._attempts import best_scores
    from grader.people import login
    from grader.text import file_name

    course, student = options.chosen_course(course_folder, lang=lang), student or login()
    best = best_scores(out / file_name(student))
    if as_json:
        _print_document(course, student, best)
    else:
        _print_table(course, best)


def _print_document(course: Course, student: str, best: dict[str, float]) -> None:
    import json

    rows = [
        {"id": e.id, "title": e.title, "points": e.points, "best": best.get(e.id)} for e in course.exercises.values()
    ]
    click.echo(json.dumps({"course": course.name, "student": student, "exercises": rows}, ensure_ascii=False))


def _print_table(course: Course, best: dict[str, float]) -> None:
    from rich.console import Console
    from rich.progress_bar import ProgressBar
    from rich.text import Text

    from grader.language import gettext as _
    from grader.language import sentence
    from grader.report import terminal

    console = Console(highlight=False)
    terminal.print_table(console, _table(course, best))
    console.print(_("✓ everything right, … not all of it yet, · not attempted yet"), style="dim", soft_wrap=True)
    title = sentence(course.title)
    total, reached = sum(e.points for e in course.exercises.values()), sum(best.get(i, 0.0) for i in course.exercises)
    said = _("%(score)s of %(points)s points in %(course)s", score=f"{reached:g}", points=f"{total:g}", course=title)
    with console.capture() as drawn:
        console.print(ProgressBar(total=total, completed=reached, width=40))
    bar = Text.from_ansi(f"{drawn.get()} ".lstrip())  # without colour there is none for 0 points
    console.print(bar + Text(said), soft_wrap=not console.is_terminal)


def _table(course: Course, best: dict[str, float]) -> Table:
    from rich.markup import escape
    from rich.table import Table

    from grader.language import sentence

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for _column in ("mark", "id", "points"):
        table.add_column(no_wrap=True)  # an id is what one types: it is the title that gives way
    table.add_column(overflow="fold")
    for exercise in course.exercises.values():
        score = best.get(exercise.id)
        mark = "[green]✓[/]" if score == exercise.points else "·" if score is None else "[yellow]…[/]"
        points = f"{'–' if score is None else f'{score:g}'}/{exercise.points:g}"
        table.add_row(mark, escape(exercise.id), points, escape(sentence(exercise.title)))
    return table
