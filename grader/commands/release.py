"""`grade release`: what students get of a course."""

from __future__ import annotations

from pathlib import Path

import click

from grader.commands import _options as options
from grader.language import gettext as _
from grader.message import say


@click.command()
@options.course
@click.option("--out", type=click.Path(path_type=Path), default=Path("release.zip"), show_default=True,
              help=say("The output: a file.zip, or a new folder."))  # fmt: skip
@click.option("--format", "form", type=click.Choice(["py", "notebooks", "both"]), default="py", show_default=True,
              help=say("What students get: Python files, notebooks, or both."))  # fmt: skip
def release(course_folder: Path | None, out: Path, form: str) -> None:
    """Write what students get: the stubs, the files in given/, and a README. Nothing of solutions/ is in it.

    \b
    Examples:
      grade release
      grade release --course my-course --out handout --format both
    """
    from grader.bundle import archive
    from grader.bundle.release import bundle

    files = bundle(options.chosen_course(course_folder), form)
    archive.write(files, out)
    click.echo(
        _("%(n)s files for students are in %(folder)s; nothing of solutions/ is among them", n=len(files), folder=out)
    )
