"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Command = Callable[..., Any]


def course_option(function: Command) -> Command:
    return click.option(
        "--course",
        "course_folder",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="The course's folder. Default: the nearest one upwards with a course.toml, else the built-in course.",
    )(function)


def exercise_option(function: Command) -> Command:
    text = "Only this one; may be given several times."
    return click.option("--exercise", "exercises", multiple=True, metavar="ID", help=text)(function)


def lang_option(function: Command) -> Command:
    text = "The language of reports and summaries: en or ko. Default: the course's."
    return click.option("--lang", metavar="LANGUAGE", help=text)(function)


def out_option(text: str) -> Callable[[Command], Command]:
    """--out DIR, by default reports/."""
    path = click.Path(file_okay=False, path_type=Path)
    return click.option("--out", type=path, default=Path("reports"), show_default=True, help=text)


def gradebook_option(function: Command) -> Command:
    text = "A file, or postgresql://…  Default: reports/gradebook.sqlite."
    return click.option("--gradebook", "where", metavar="PATH|URL", help=text)(function)
