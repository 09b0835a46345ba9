"""`grade hint`: one hint after the other; which ones were shown is kept beside the student's reports."""

from __future__ import annotations

from pathlib import Path

import click

from grader.commands import _options as options
from grader.errors import UsageError

HINTS = "hints.json"


@click.command()
@click.argument("exercise", metavar="ID")
@options.course
@options.student("Who asks.")
@options.out("The folder that `grade submit` writes to.")
@options.lang
def hint(exercise: str, course_folder: Path | None, student: str | None, out: Path, lang: str | None) -> None:
    """Show the next hint of an exercise.

    \b
    Example:
      grade hint ID
    """
    from grader import language
    from grader.people import login
    from grader.text import file_name

    course = options.chosen_course(course_folder)
    with language.speaking(language.choose(lang, course)):
        hints = options.called(exercise, course.exercises, "exercise").spec.hints
        if not hints:
            raise UsageError(f"{exercise} has no hints; its report has one with each check that failed")
        folder = out / file_name(student or login())
        shown = _shown(folder)
        _tell(hints, shown.get(exercise, 0))
        _remember(folder, shown | {exercise: min(shown.get(exercise, 0) + 1, len(hints))})


def _tell(hints: tuple[str, ...], seen: int) -> None:
    """The next one, or the last again."""
    from grader.language import gettext as _
    from grader.language import sentence

    number = min(seen + 1, len(hints))
    words = sentence(hints[number - 1])
    click.echo(_("Hint %(number)s of %(all)s: %(words)s", number=number, all=len(hints), words=words))
    if seen >= len(hints):
        click.echo(_("This was the last hint: you have seen all of them."))


def _shown(folder: Path) -> dict[str, int]:
    """exercise -> how many of its hints."""
    import msgspec

    try:
        return msgspec.json.decode((folder / HINTS).read_bytes(), type=dict[str, int])
    except (OSError, msgspec.MsgspecError):
        return {}


def _remember(folder: Path, shown: dict[str, int]) -> None:
    import msgspec

    from grader.files import reason, write_atomically

    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / HINTS, msgspec.json.encode(shown))
    except OSError as error:
        raise UsageError(f"{folder}: cannot remember which hints you have seen ({reason(error)}); see --out") from None
