"""The command line. Commands import what they need when they run: `grade --help` waits for nothing."""

from __future__ import annotations

import contextlib
import os
import sys

import click

from grader import __version__
from grader.cli import author, instructor, student
from grader.cli.export import export
from grader.errors import EXIT_STOPPED, EXIT_UNGRADED, EXIT_USAGE, GraderError, SandboxError


class _Commands(click.Group):
    """Turns our own errors into one line and the exit status that they stand for."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except KeyboardInterrupt:
            click.echo("grade: stopped; nothing half-written is left behind", err=True)
            sys.exit(EXIT_STOPPED)
        except SandboxError as error:
            click.echo(f"grade: {error}", err=True)
            sys.exit(EXIT_UNGRADED)
        except GraderError as error:
            click.echo(f"grade: {error}", err=True)
            sys.exit(EXIT_USAGE)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="grade")
def main() -> None:
    """Grades autograd exercises and says why a gradient is wrong.

    \b
    Example:
      grade submit exercises/ID.py
    """


for _command in (
    *(student.submit, student.watch, student.list_exercises, student.hint, student.init),
    *(instructor.batch, instructor.report, instructor.override, instructor.forget, export),
    *(instructor.release, instructor.package, author.new, author.verify, author.doctor),
):
    main.add_command(_command)


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
