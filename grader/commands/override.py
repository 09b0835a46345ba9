"""`grade override`: a score that an instructor sets by hand."""

from __future__ import annotations

import math
import re
from pathlib import Path

import click

from grader.commands import _options as options
from grader.errors import UsageError
from grader.language import gettext as _
from grader.message import say
from grader.people import login
from grader.text import number, one_line


class _TakesNumbers(click.Command):
    """Reads -1 as a number, which is out of range, where click sees an unknown option."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(context, list(args))
        except click.NoSuchOption:
            numbers = [word for word in args if re.fullmatch(r"-[\d.]+", word)]
            if not numbers:
                raise
            return super().parse_args(context, [word for word in args if word not in numbers] + ["--", *numbers])


@click.command(cls=_TakesNumbers)
@click.argument("student", metavar="STUDENT")
@click.argument("exercise", metavar="EXERCISE")
@click.argument("score", metavar="[SCORE]", type=float, required=False)
@click.option("--reason", required=True, metavar="TEXT", help=say("The reason: it is kept, and shown to the student."))
@click.option("--withdraw", is_flag=True, help=say("Remove the override; the graded score counts again."))
@click.option("--by", metavar="NAME", help=say("Who sets the score. Default: your login name."))
@options.course
@options.gradebook
@options.out(say("The folder with the gradebook."))
def override(
    student: str,
    exercise: str,
    score: float | None,
    reason: str,
    withdraw: bool,
    by: str | None,
    course_folder: Path | None,
    where: str | None,
    out: Path,
) -> None:
    """Set a student's score for an exercise by hand. It is final: no late penalty is taken off.

    STUDENT is the name of the student's folder, their full name, or their id in another system (e-mail, login, number).

    \b
    Examples:
      grade override s01 ID 8.5 --reason "explained it in the oral exam"
      grade override s01 ID --withdraw --reason "a mix-up"
    """
    if withdraw == (score is not None):
        raise click.UsageError(_("give a SCORE, or --withdraw"))
    course = options.chosen_course(course_folder)
    points = options.called(exercise, course.exercises, "exercise").worth
    _check(exercise, score, points, reason)
    with options.opened_gradebook(where, out) as book:
        who = options.meant(student, book)
        if score is None and exercise not in book.overrides().get(who.key, {}):
            raise UsageError(
                "{key}, {exercise}: no score was set by hand, so there is nothing to withdraw",
                key=who.key,
                exercise=exercise,
            )
        if score is not None and exercise not in book.graded_on():
            raise UsageError("{exercise}: nobody was graded on it, so it is not in this gradebook", exercise=exercise)
        book.override(who.key, exercise, score, one_line(reason, 500), one_line(by or login(), 100))
        counts = next(e for e in next(book.standings(course, who.key)).exercises if e.id == exercise)
    score_now = "" if counts.score is None else number(counts.score)
    now = _("%(score)s of %(points)s points", score=score_now, points=number(points)) if score_now else _("no score")
    graded = _("not graded") if counts.raw is None else _("graded %(score)s", score=number(counts.raw))
    about = {"student": who.name or who.key, "exercise": exercise, "now": now, "graded": graded}
    if score is None:
        click.echo(_("%(student)s, %(exercise)s: withdrawn, %(now)s (%(graded)s)", **about))
    else:
        click.echo(_("%(student)s, %(exercise)s: %(now)s (%(graded)s)", **about))


def _check(exercise: str, score: float | None, points: float, reason: str) -> None:
    if not reason.strip():
        raise UsageError("--reason is empty: write why, for those who read the gradebook later")
    if score is not None and not (math.isfinite(score) and 0 <= score <= points):
        raise UsageError(
            "{score} is not a score of {exercise}: it is worth 0 to {points} points",
            score=number(score),
            exercise=exercise,
            points=number(points),
        )
