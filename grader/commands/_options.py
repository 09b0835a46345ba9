"""Options that several commands have, each declared once, and what they stand for."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from grader.errors import UsageError
from grader.message import say
from grader.text import one_line

if TYPE_CHECKING:
    from grader.courses.course import Course
    from grader.gradebook import Gradebook
    from grader.people import Student

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
    help=say(
        "The course's folder, or inside for the built-in second course. Default: the nearest folder upwards with a "
        "course.toml, else the built-in course."
    ),
)
exercise = click.option(
    "--exercise", "exercises", multiple=True, metavar="ID", help=say("Only this exercise; can be given several times.")
)
lang = click.option(
    "--lang",
    metavar="LANGUAGE",
    help=say("The language of reports and of the terminal: en or ko. Default: the course's, else the system's."),
)
gradebook = click.option(
    "--gradebook",
    "where",
    metavar="PATH|URL",
    help=say("A file, or postgresql://… Default: reports/gradebook.sqlite."),
)
device = click.option("--device", default="auto", show_default=True, help=say("The device: auto, cpu, cuda or cuda:N."))


def isolation(text: str) -> Option:
    levels = click.Choice(["auto", "full", "container", "none"])
    return click.option("--isolation", type=levels, default="auto", show_default=True, help=text)


def json(text: str = say("Print one JSON document.")) -> Option:
    return click.option("--json", "as_json", is_flag=True, help=text)


def out(text: str) -> Option:
    """--out DIR, by default reports/."""
    path = click.Path(file_okay=False, path_type=Path)
    return click.option("--out", type=path, default=Path("reports"), show_default=True, help=text)


def student(text: str) -> Option:
    return click.option("--student", help=text)


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
    return click.option(f"--limit-{name}", field, type=number, metavar=unit, callback=amount, help=text)


limits = all_of(
    _limit("load", "load_s", say("Seconds that loading a file may take. Default: as in course.toml.")),
    _limit("call", "call_s", say("Seconds for one call. Default: as in course.toml.")),
    _limit("exercise", "exercise_s", say("Seconds for one whole exercise. Default: as in course.toml.")),
    _limit(
        "memory",
        "memory",
        say("Memory for a student's code, in MiB, beside its libraries; at least 64. Default: as in course.toml."),
        "MIB",
    ),
    _limit(
        "file-size",
        "file_size",
        say("The largest file that a student's code may write, in MiB. Default: as in course.toml."),
        "MIB",
    ),
    _limit("output", "output", say("How much one exercise may print, in MiB. Default: as in course.toml."), "MIB"),
)


def chosen_course(folder: Path | None, submitted: tuple[Path, ...] = (), lang: str | None = None) -> Course:
    """The course that --course names, else the nearest one; from here on the command speaks its language. submitted:
    where no course is taken from. lang: as in --lang."""
    from grader import language
    from grader.courses import find

    course = find.load(folder or find.find(Path.cwd(), submitted))
    language.speak(language.choose(lang, course))
    return course


def opened_gradebook(where: str | None, out: Path = Path("reports"), *, create: bool = False) -> Gradebook:
    """The one that --gradebook names, else that in `out`. Raises UsageError where there is none, unless `create`."""
    from grader import gradebook

    book = gradebook.open(where or out / gradebook.FILE, create=create)
    if book.copy:
        from grader.commands._told import note

        line = say("{name} was of an earlier version and is migrated; its copy: {copy}", name=book.name, copy=book.copy)
        note(line)
    return book


def called(name: str, known: dict[str, T], what: str) -> T:
    """What is known by that name. what: exercise or student. Raises UsageError with the nearest one."""
    if name in known:
        return known[name]
    unknown = repr(one_line(name, 60))
    for near in difflib.get_close_matches(name, known, 1, 0.5):
        if what == "exercise":
            raise UsageError("no exercise is called {name}; did you mean {near}?", name=unknown, near=near)
        raise UsageError("no student is called {name}; did you mean {near}?", name=unknown, near=near)
    if what == "exercise":
        raise UsageError(
            "no exercise is called {name}; the exercises are {names}", name=unknown, names=", ".join(known)
        )
    raise UsageError("no student is called {name}; see the first column of `grade export csv`", name=unknown)


def meant(name: str, book: Gradebook) -> Student:
    """By key, by what another system calls them, or by name. Raises UsageError where that is no one, or several."""
    from grader.gradebook.directory import StudentDirectory

    directory = StudentDirectory(book.students())
    found = directory.meant(name)
    if len(found) > 1:
        raise UsageError(
            "{name} can be any of several students: name one by its key: {keys}",
            name=repr(one_line(name, 60)),
            keys=", ".join(s.key for s in found[:10]),
        )
    if not found and (doubt := directory.doubt(name)):
        raise UsageError("no student is called {name}; {doubt}", name=repr(one_line(name, 60)), doubt=doubt)
    return found[0] if found else called(name, directory.by_key, "student")
