"""The command line: one file a command, and only here does anything print or end the program.

A command's file is imported when the command is named, and itself imports what it needs when it runs: `grade --help`
waits for nothing.
"""

from __future__ import annotations

import contextlib
import importlib
import itertools
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import click

from grader._version import __version__
from grader.errors import EXIT_STOPPED, EXIT_UNGRADED, EXIT_USAGE, GraderError, SandboxError
from grader.message import message_of

_NAMED_LIKE_THEIR_FILE = ("batch", "diff", "doctor", "explain", "export", "extend", "forget", "hint", "init", "marks",
                          "merge", "new", "override", "package", "regrade", "release", "report", "submit", "verify",
                          "watch")  # fmt: skip
COMMANDS = {name: f"{name}.{name}" for name in _NAMED_LIKE_THEIR_FILE} | {
    "list": "list.list_exercises",
    "import": "import.import_group",
}
"""command -> its file and its function."""


class _Commands(click.Group):
    """Loads a command when it is named, and turns our own errors into one line and the exit status they stand for."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _, function = COMMANDS[name].partition(".")
        command: click.Command = getattr(importlib.import_module(f"{__name__}.{module}"), function)
        return _shown(command)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **more: Any) -> Any:
        """In the language of `--lang`, else the environment's; a course may change it (`_options.chosen_course`)."""
        given = [*(sys.argv[1:] if args is None else args)]
        with _speaking(given):
            return click.Group.main(_shown(self), given, *rest, **more)

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except KeyboardInterrupt:
            from grader.language import gettext as _

            line = _("stopped; nothing half-written is left behind")
            click.echo(f"grade: {line}", err=True)
            sys.exit(EXIT_STOPPED)
        except GraderError as error:
            from grader.language import sentence

            click.echo(f"grade: {sentence(message_of(error))}", err=True)
            sys.exit(EXIT_UNGRADED if isinstance(error, SandboxError) else EXIT_USAGE)


@contextlib.contextmanager
def _speaking(arguments: list[str]) -> Iterator[None]:
    """In the language that these arguments ask for, else that of the environment."""
    from grader import language

    asked = [after for option, after in itertools.pairwise(arguments) if option == "--lang"]
    asked += [argument.partition("=")[2] for argument in arguments if argument.startswith("--lang=")]
    with language.speaking(language.preferred(asked[-1] if asked else None)):
        if not language.spoken():
            yield
            return
        from grader.commands._translated import click_translated

        with click_translated():
            yield


def _shown(command: click.Command) -> Any:
    """As --help shows it, in the language of the moment."""
    from grader.language import spoken

    if not spoken():
        return command
    from grader.commands._translated import translated

    return translated(command)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="grade")
def main() -> None:
    """Grade autograd exercises, and say why a gradient is wrong.

    \b
    Example:
      grade submit exercises/ID.py
    """


def entry() -> None:
    """`grade` as a program: leaves at once, since taking torch apart again costs a fifth of a second."""
    status: object = 0
    # One thread for torch here as in the workers: sums come out the same, and two busy jobs do not wait for each other.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        main(prog_name="grade")
    except SystemExit as leaving:
        status = leaving.code
    with contextlib.suppress(OSError):  # whoever read our output may be gone
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status if isinstance(status, int) else 1)
