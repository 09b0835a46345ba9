"""`grade new`: the files of a new exercise, or the draft of a mistake."""

from __future__ import annotations

import keyword
from pathlib import Path

import click

from grader.commands import _options as options
from grader.errors import UsageError
from grader.language import gettext as _
from grader.language import sentence
from grader.message import say

KINDS = ("function", "class", "module", "training")
"""Of exercises: a folder each in grader/authoring/skeletons/."""
MISTAKE = "mistake"


@click.command()
@click.argument("what", metavar="ID | mistake EXERCISE", nargs=-1, required=True)
@click.option(
    "--like",
    type=click.Choice(KINDS),
    default=KINDS[0],
    show_default=True,
    help=say("What students write: functions, a class with operators, an nn.Module, or a training loop."),
)
@click.option("--from", "student", metavar="STUDENT",
              help=say("Of a mistake: who handed in the wrong answer. The attempt that counts is taken."))  # fmt: skip
@click.option("--course", "course_folder", type=click.Path(file_okay=False, path_type=Path),
              help=say("The course's folder, old or new. Default: the nearest one with a course.toml."))  # fmt: skip
@options.gradebook
@options.out(say("The folder with the gradebook."))
def new(
    what: tuple[str, ...], like: str, student: str | None, course_folder: Path | None, where: str | None, out: Path
) -> None:
    """Write the files of a new exercise, for authors of courses: stub, solution, checks, one mistake.

    Or write the draft of a mistake file, from what a student handed in: with it, all who answer alike are told what is
    wrong.

    \b
    Examples:
      grade new layer_norm --course my-course
      grade new value --like class --course my-course
      grade new mistake layer_norm --from s01
    """
    root = course_folder or nearest()
    if what[0] == MISTAKE:
        if len(what) != 2 or student is None:
            raise click.UsageError(_("give EXERCISE and --from STUDENT: grade new mistake EXERCISE --from STUDENT"))
        _mistake(what[1], student, root, where, out)
    elif len(what) > 1 or student is not None:
        raise click.UsageError(_("give one ID for a new exercise, or mistake EXERCISE --from STUDENT"))
    else:
        _exercise(what[0], root, like, f" --course {course_folder}" if course_folder else "")


def _exercise(exercise: str, root: Path, like: str, where: str) -> None:
    """where: the option that names the course."""
    from grader.authoring import skeleton

    require_name(exercise)
    click.echo("\n".join(map(sentence, skeleton.write(exercise, root, like))))
    click.echo(_("next: edit them, then run `%(command)s`", command=f"grade verify --exercise {exercise}{where}"))


def require_name(exercise: str) -> None:
    """Raises UsageError for what cannot be an exercise's id."""
    if keyword.iskeyword(exercise):
        raise UsageError(
            "{exercise} is a Python keyword and cannot be a name; choose a name such as layer_norm",
            exercise=repr(exercise),
        )
    if not exercise.isidentifier():
        raise UsageError("{exercise} is not a Python name; choose a name such as layer_norm", exercise=repr(exercise))


def _mistake(exercise: str, called: str, root: Path, where: str | None, out: Path) -> None:
    from grader.authoring import draft

    course = options.chosen_course(root)
    of = options.called(exercise, course.exercises, "exercise")
    with options.opened_gradebook(where, out) as book:
        who = options.meant(called, book)
        result = book.result(who.key, course)
    found = next((each for each in result.exercises if each.id == exercise), None) if result else None
    if found is None or found.status == "missing":
        raise UsageError("{student}: nothing was handed in for {exercise}", student=who.key, exercise=exercise)
    path = draft.write(of, found)
    named = {check.name: check.mistake for check in found.checks if check.mistake}
    for check, mistake in named.items():
        click.echo(_("note: %(check)s is a known mistake already: %(mistake)s", check=check, mistake=mistake), err=True)
    click.echo(_("wrote %(file)s", file=path))
    click.echo(_("next: read it, say what is wrong and why, rename it to what_is_wrong.py, then run `%(command)s`",
                 command=f"grade verify --exercise {exercise} --course {root}"))  # fmt: skip


def nearest() -> Path:
    """Never the built-in course: where it was installed is not a place to write."""
    from grader.courses import toml as course_toml

    for folder in (Path.cwd(), *Path.cwd().parents):
        if (folder / course_toml.FILE).is_file():
            return folder
    raise UsageError(
        "there is no {file} in this folder or above it: name a course's folder, new or old, with --course DIR",
        file=course_toml.FILE,
    )
