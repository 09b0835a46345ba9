"""`grade release`: what students get of a course."""

from __future__ import annotations

from pathlib import Path

import click

from grader.commands import _options as options


@click.command()
@options.course
@click.option("--out", type=click.Path(path_type=Path), default=Path("release.zip"), show_default=True,
              help="A file.zip, or a new folder.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["py", "notebooks", "both"]), default="py", show_default=True)
def release(course_folder: Path | None, out: Path, form: str) -> None:
    """Write what students get: stubs, what is handed to their functions, a README; nothing of solutions/.

    \b
    Examples:
      grade release
      grade release --course my-course --out handout --format both
    """
    from grader.bundle import archive
    from grader.bundle.release import bundle

    files = bundle(options.chosen_course(course_folder), form)
    archive.write(files, out)
    click.echo(f"{len(files)} files for students are in {out}; nothing of solutions/ is among them")
