"""`grade regrade`: what changed checks, limits or versions would do to a class, before they do it."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.commands import _options as options
from grader.commands._told import note
from grader.commands.batch import batch
from grader.commands.diff import told
from grader.errors import EXIT_UNGRADED, UsageError
from grader.language import gettext as _
from grader.message import say

if TYPE_CHECKING:
    from grader.courses.course import Course
    from grader.gradebook import Gradebook


@click.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--apply", "applying", is_flag=True, help=say("Take the proposal: what it graded counts from now on."))
@click.option(
    "--never-lower", is_flag=True, help=say("With --apply: where an exercise would have less, what it has stays.")
)
@click.option("--drop", "dropping", is_flag=True, help=say("Remove the proposal; nothing has changed."))
@options.course
@options.gradebook
@options.out(say("The folder that holds the gradebook and the reports."))
@click.option("--roster", type=click.Path(path_type=Path), metavar="CSV", help=say("As for grade batch."))
@click.option("--seed", help=say("As for grade batch, where the class was graded with one."))
@click.option("--jobs", type=click.IntRange(1), metavar="N", help=say("Processes that grade. Default: one a core."))
@options.isolation(say("As for grade batch."))
@click.pass_context
def regrade(
    context: click.Context,
    folder: Path | None,
    applying: bool,
    never_lower: bool,
    dropping: bool,
    course_folder: Path | None,
    where: str | None,
    out: Path,
    roster: Path | None,
    seed: str | None,
    jobs: int | None,
    isolation: str,
) -> None:
    """Propose to grade again after checks, limits, torch or the grader have changed: who would rise or fall, and by
    which checks. Nothing counts until --apply, and what counted before stays in the gradebook.

    DIR holds the class's submissions, as for grade batch. Earlier attempts that may count are graded again too. A
    proposal that was stopped goes on when it is run again.

    \b
    Examples:
      grade regrade submissions/
      grade regrade --apply --never-lower
      grade regrade --drop
    """
    from grader.batch import proposal

    if (folder is not None) + applying + dropping != 1 or (never_lower and not applying):
        raise click.UsageError(_("give DIR to propose; or --apply, perhaps with --never-lower; or --drop"))
    if dropping:
        proposal.drop(out)
        click.echo(_("the proposal is removed; nothing has changed"))
        return
    course = options.chosen_course(course_folder)
    with options.opened_gradebook(where, out) as book:
        if applying:
            count = proposal.apply(out, book, never_lower=never_lower)
            click.echo(_("%(n)s attempts are graded as was proposed; `grade report` writes the pages again", n=count))
            return
        given = {"course_folder": course_folder, "roster": roster, "seed": seed, "jobs": jobs, "isolation": isolation}
        ungraded = _proposed(context, book, course, out, folder=folder, **given)
    if ungraded:
        context.exit(EXIT_UNGRADED)


def _proposed(context: click.Context, book: Gradebook, course: Course, out: Path, **given: Any) -> bool:
    """Makes the proposal, or goes on with it, and tells what it would change; whether something stayed ungraded."""
    from grader.batch import proposal
    from grader.gradebook.difference import differences

    if proposal.begin(out, book):
        note(say("the proposal in {path} goes on; --drop begins another", path=str(proposal.folder(out))))
    ungraded = _graded(context, out=proposal.folder(out), exercises=tuple(book.covered(course).exercises), **given)
    with proposal.opened(out) as proposed:
        told(differences(book, proposed, proposed.covered(course)))
    line = _("nothing counts yet: --apply takes it, --apply --never-lower without what falls, --drop removes it")
    click.echo(line, err=True)
    return ungraded


def _graded(context: click.Context, **given: Any) -> bool:
    """Grades into the proposal's folder; whether something stayed ungraded."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            context.invoke(batch, **given)
    except SystemExit as leaving:
        if leaving.code not in (0, EXIT_UNGRADED):
            raise UsageError("the class could not be graded again; the proposal is kept") from None
        return leaving.code == EXIT_UNGRADED
    return False
