"""`grade hint`: one hint after the other; which ones were shown is kept beside the student's reports.

The last one is what the exercise's last report found out about the answer itself, where it did.
"""

from __future__ import annotations

import itertools
from pathlib import Path

import click

from grader.commands import _options as options
from grader.errors import UsageError
from grader.message import say

HINTS = "hints.json"


@click.command()
@click.argument("exercise", metavar="ID")
@options.course
@options.student(say("Who asks. Default: your login name."))
@options.out(say("The folder that `grade submit` writes to."))
@options.lang
def hint(exercise: str, course_folder: Path | None, student: str | None, out: Path, lang: str | None) -> None:
    """Show the next hint of an exercise; the last is about your own answer, as its report last found it.

    \b
    Example:
      grade hint ID
    """
    from grader.language import sentence
    from grader.people import login
    from grader.text import file_name

    course = options.chosen_course(course_folder, lang=lang)
    wanted = options.called(exercise, course.exercises, "exercise")
    folder = out / file_name(student or login())
    hints = [sentence(hint) for hint in wanted.spec.hints]
    if wanted.explains != "off":
        hints += _about_the_answer(folder, course.name, exercise)
    if not hints:
        raise UsageError(
            "{exercise} has no hints; its report has a hint with each check that failed", exercise=exercise
        )
    shown = _shown(folder)
    _tell(hints, shown.get(exercise, 0))
    _remember(folder, shown | {exercise: min(shown.get(exercise, 0) + 1, len(hints))})


def _about_the_answer(folder: Path, course: str, exercise: str) -> list[str]:
    """A step further than the last report of the exercise; nothing where it has found out nothing."""
    from grader.commands._earlier import earlier
    from grader.language import retold_exercise
    from grader.report.explained import located, place_of
    from grader.text import one_line

    shown = earlier(folder, course).get(exercise)
    if shown is None:
        return []
    found = retold_exercise(shown.exercise)
    each = (check.explanation for check in found.checks)
    told = (located(e.hint, place_of(e, found)) for e in each if e is not None and e.hint)
    return [one_line(hint, 600) for hint in itertools.islice(told, 1)]


def _tell(hints: list[str], seen: int) -> None:
    """The next one, or the last again."""
    from grader.language import gettext as _

    number = min(seen + 1, len(hints))
    words = hints[number - 1]
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

    from grader.errors import reason
    from grader.files import write_atomically

    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / HINTS, msgspec.json.encode(shown))
    except OSError as error:
        raise UsageError(
            "{folder}: which hints you have seen cannot be written here ({reason}); see --out",
            folder=folder,
            reason=reason(error),
        ) from None
