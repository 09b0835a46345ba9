"""Options that several commands have, each declared once, and what they stand for."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from grader.errors import UsageError
from grader.text import one_line

if TYPE_CHECKING:
    from grader.courses.course import Course
    from grader.gradebook import Gradebook

T = TypeVar("T")
Option = Callable[[Callable[..., Any]], Callable[..., Any]]
"""What puts an option on a command's function."""


class _Course(click.Path):
    """A folder, or the name of a course that comes with the package."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from grader.courses import find

        return find.named(str(value)) or super().convert(value, param, ctx)


course = click.option(
    "--course",
    "course_folder",
    type=_Course(exists=True, file_okay=False, path_type=Path),
    metavar="DIRECTORY|NAME",
    help="The course's folder, or inside for the built-in second course. Default: the nearest folder upwards with a "
    "course.toml, else the built-in course.",
)
exercise = click.option(
    "--exercise", "exercises", multiple=True, metavar="ID", help="Only this one; may be given several times."
)
lang = click.option(
    "--lang", metavar="LANGUAGE", help="The language of reports and summaries: en or ko. Default: the course's."
)
gradebook = click.option(
    "--gradebook", "where", metavar="PATH|URL", help="A file, or postgresql://…  Default: reports/gradebook.sqlite."
)
device = click.option("--device", default="auto", show_default=True, help="auto, cpu, cuda or cuda:N.")


def isolation(text: str) -> Option:
    levels = click.Choice(["auto", "full", "container", "none"])
    return click.option("--isolation", type=levels, default="auto", show_default=True, help=text)


def json(text: str = "Print one JSON document.") -> Option:
    return click.option("--json", "as_json", is_flag=True, help=text)


def out(text: str) -> Option:
    """--out DIR, by default reports/."""
    path = click.Path(file_okay=False, path_type=Path)
    return click.option("--out", type=path, default=Path("reports"), show_default=True, help=text)


def student(text: str) -> Option:
    return click.option("--student", help=f"{text} Default: your login name.")


def all_of(*options: Option) -> Option:
    """Several as one, in the order in which --help shows them."""

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return add


def _limit(name: str, field: str, text: str, unit: str = "S") -> Option:
    """--limit-NAME, given to the command as that field of `Limits`: seconds, or bytes of so many MiB."""

    def amount(_context: click.Context, _option: click.Parameter, given: float | None) -> float | None:
        return given if given is None or unit == "S" else int(given * 2**20)

    number = click.FloatRange(0, min_open=True)
    text = f"{text} Default: as in course.toml."
    return click.option(f"--limit-{name}", field, type=number, metavar=unit, callback=amount, help=text)


limits = all_of(
    _limit("load", "load_s", "Seconds of wall time that loading a file may take."),
    _limit("call", "call_s", "Seconds for one call."),
    _limit("exercise", "exercise_s", "Seconds for all of one exercise."),
    _limit("memory", "memory", "Memory of a worker beside what its libraries take; 64 at least.", "MIB"),
    _limit("file-size", "file_size", "The largest file that a worker may write.", "MIB"),
    _limit("output", "output", "What one exercise may print.", "MIB"),
)


def chosen_course(folder: Path | None, submitted: tuple[Path, ...] = ()) -> Course:
    """The course that --course names, else the nearest one. submitted: where no course is taken from."""
    from grader.courses import find

    return find.load(folder or find.find(Path.cwd(), submitted))


def opened_gradebook(where: str | None, out: Path = Path("reports")) -> Gradebook:
    """The one that --gradebook names, else that in `out`. Raises UsageError where there is none."""
    from grader import gradebook

    return gradebook.open(where or out / gradebook.FILE, create=False)


def called(name: str, known: dict[str, T], what: str) -> T:
    """What is known by that name. what: exercise or student. Raises UsageError with the nearest one."""
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, 1, 0.5)
    others = (
        f"the exercises are {', '.join(known)}" if what == "exercise" else "see the first column of `grade export csv`"
    )
    raise UsageError(f"no {what} is called {one_line(name, 60)!r}; {f'did you mean {near[0]}?' if near else others}")
