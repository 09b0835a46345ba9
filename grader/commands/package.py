"""`grade package`: a course and the grader as an autograder for another system."""

from __future__ import annotations

from pathlib import Path

import click

from grader.commands import _options as options
from grader.language import gettext as _
from grader.message import say


@click.group()
def package() -> None:
    """Write a course and the grader as an autograder for another system.

    \b
    Example:
      grade package gradescope
    """


def _package_options(default: str, text: str) -> options.Option:
    path = click.Path(path_type=Path)
    out = click.option("--out", type=path, default=Path(default), show_default=True, help=text)
    return options.all_of(options.course, out)


@package.command()
@_package_options("gradescope.zip", say("The output: a file.zip, or a new folder."))
def gradescope(course_folder: Path | None, out: Path) -> None:
    """A zip for Gradescope's autograder: setup.sh, run_autograder, the grader and the course.

    \b
    Example:
      grade package gradescope --course my-course --out hw1.zip
    """
    python = _write(course_folder, "gradescope", out)
    next_ = _(
        "next: upload it under Configure Autograder, with an Ubuntu image that has Python %(python)s or newer",
        python=python,
    )
    click.echo(next_)


@package.command()
@_package_options("github", say("The output: a new folder, or a file.zip."))
def github(course_folder: Path | None, out: Path) -> None:
    """A private repository with a GitHub workflow that grades students' repositories, with a Classroom 50 result.json.

    \b
    Example:
      grade package github --course my-course --out hw1-autograder
    """
    _write(course_folder, "github", out)
    click.echo(
        _("next: push it to a private repository of yours; its README.md says how a student's repository is graded")
    )


def _write(course_folder: Path | None, system: str, out: Path) -> str:
    """Returns the oldest Python that what is written runs on."""
    from grader._version import __version__
    from grader.bundle import archive, contents

    course = options.chosen_course(course_folder)
    files = contents.contents(course, system)
    archive.write(files, out, programs=contents.PROGRAMS)
    about = {"n": len(files), "folder": out, "course": course.name, "version": __version__}
    click.echo(_("%(n)s files are in %(folder)s: the course %(course)s, the grader %(version)s", **about))
    return f"3.{contents.oldest_python()}"
