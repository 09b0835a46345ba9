"""`grade` run in this process, with the small course and gradebook that it is tested on."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from grader import gradebook
from grader.commands import main
from grader.courses import find

COURSE = ("--course", "course")
BUILTIN = ("--course", str(find.builtin()))


def grade(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="grade")


def printed(*arguments: object) -> tuple[int, str]:
    """The exit status, and all that was printed."""
    done = grade(*arguments)
    return done.exit_code, done.output


def opened(here: Path) -> gradebook.Gradebook:
    return gradebook.open(here / "reports" / "gradebook.sqlite")
