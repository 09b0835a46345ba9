"""The group of all commands: each has its file, and its errors become one line and an exit status."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from command_line import grade

from grader import commands
from grader.errors import CourseError, NoWorker, SandboxLost, StudentError, UsageError

FOLDER = Path(commands.__file__).parent


def test_a_file_is_a_command() -> None:
    files = {path.stem for path in FOLDER.glob("[a-z]*.py")}
    assert files - {"notebook"} == commands.COMMANDS.keys()


def test_each_file_holds_the_command_of_its_name() -> None:
    context = click.Context(commands.main)
    names = commands.main.list_commands(context)
    assert [command.name for name in names if (command := commands.main.get_command(context, name))] == names


@pytest.mark.parametrize(
    ("raised", "status"),
    [(UsageError, 2), (CourseError, 2), (SandboxLost, 3), (NoWorker, 3), (KeyboardInterrupt, 130)],
)
def test_what_a_command_raises_is_one_line_and_an_exit_status(
    monkeypatch: pytest.MonkeyPatch, raised: type[BaseException], status: int
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise raised("what is wrong")

    monkeypatch.setattr("grader.commands._options.chosen_course", fail)
    done = grade("list")
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (status, "", 1)
    assert done.stderr.startswith("grade: stopped" if status == 130 else "grade: what is wrong")


def test_an_uncaught_student_error_does_not_pass_either(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StudentError("raised", "what is wrong")

    monkeypatch.setattr("grader.commands._options.chosen_course", fail)
    assert grade("list").exit_code == 2
