"""`grade extend`: more time for a student, a section, or many at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands import _options as options
from grader.commands._told import named, note
from grader.errors import UsageError
from grader.language import gettext as _
from grader.language import ngettext
from grader.message import message_of, say
from grader.people import login
from grader.text import number, one_line

if TYPE_CHECKING:
    from grader.courses.course import Course
    from grader.courses.late_policy import Extension
    from grader.gradebook import GivenExtension, Gradebook, Standing
    from grader.people import Student

MOVED = 20
"""How many of the scores that change are listed."""


@click.command()
@click.argument("names", metavar="[WHO] [EXERCISE]…", nargs=-1)
@click.option("--section", metavar="NAME", help=say("Everybody whom the roster has in this section, in place of WHO."))
@click.option("--until", metavar="TIME", help=say("2026-12-03T23:59:00+01:00; a date alone is its end."))
@click.option("--days", metavar="N", help=say("So many days after the deadline in course.toml."))
@click.option("--reason", metavar="TEXT", help=say("Why: it is kept."))
@click.option("--from", "table", type=click.Path(dir_okay=False, path_type=Path), metavar="CSV",
              help=say("A row for each: who, until or days, exercise (empty: all), reason."))  # fmt: skip
@click.option("--list", "listing", is_flag=True, help=say("Show the extensions there are."))
@click.option("--remove", is_flag=True, help=say("Take back what was given."))
@click.option("--by", metavar="NAME", help=say("Who decides. Default: your login name."))
@options.course
@options.gradebook
@options.out(say("The folder that holds the gradebook."))
def extend(
    names: tuple[str, ...],
    section: str | None,
    until: str | None,
    days: str | None,
    reason: str | None,
    table: Path | None,
    listing: bool,
    remove: bool,
    by: str | None,
    course_folder: Path | None,
    where: str | None,
    out: Path,
) -> None:
    """Give a student more time for an exercise, or for all of them. What counts changes at once, nothing is run.

    WHO is the name of their folder, their full name, or what another system calls them. Of a deadline and several
    extensions the last one holds.

    \b
    Examples:
      grade extend s01 ID --days 2 --reason "was ill"
      grade extend --section A --until 2026-12-03T23:59:00+01:00 --reason "the room was closed"
      grade extend --from extensions.csv
      grade extend --list
      grade extend s01 ID --remove
    """
    course = options.chosen_course(course_folder)
    given = any(each is not None for each in (until, days, table))
    if sum((given, listing, remove)) != 1:
        raise click.UsageError(_("give --until TIME, --days N or --from CSV; or --list, or --remove"))
    with options.opened_gradebook(where, out) as book:
        if listing:
            _list(book, course, [options.meant(name, book).key for name in names])
            return
        if table is not None:
            if names or section or until or days:
                raise click.UsageError(_("--from has who, for which exercises and until when in its rows"))
            asked = _of_table(table, course, book, reason or "")
        else:
            who, exercises = _who(book, section, names)
            ids = [options.called(name, course.exercises, "exercise").id for name in exercises]
            asked = _asked(course, book, who, ids, (until, days, reason or "", remove))
        _decide(book, course, asked, one_line(by or login(), 100))


def _who(book: Gradebook, section: str | None, names: tuple[str, ...]) -> tuple[list[str], tuple[str, ...]]:
    """Keys of students, and the exercises."""
    if section is None:
        if not names:
            raise click.UsageError(_("say WHO, or --section NAME, or --from CSV"))
        return [options.meant(names[0], book).key], names[1:]
    sections: dict[str, list[str]] = {}
    for student in book.students():
        sections.setdefault(student.section, []).append(student.key)
    sections.pop("", None)
    if section not in sections:
        if not sections:
            raise UsageError("nobody is in a section: the roster has no column of that name")
        raise UsageError(
            "nobody is in section {name}; there are {names}",
            name=repr(one_line(section, 60)),
            names=", ".join(sorted(sections)),
        )
    return sections[section], names


def _asked(
    course: Course, book: Gradebook, who: list[str], exercises: list[str], how: tuple[str | None, str | None, str, bool]
) -> list[GivenExtension]:
    from grader.gradebook import GivenExtension
    from grader.tables import extensions as table

    until, days, reason, remove = how
    if remove:
        there = book.decided()
        asked = [
            GivenExtension(key, exercise, None, None, one_line(reason, 500))
            for key in who
            for exercise in (there[key].extensions if key in there else {})
            if not exercises or exercise in exercises
        ]
        if not asked:
            raise UsageError(
                "there is no such extension, so there is nothing to remove; `grade extend --list` shows all, and one "
                "for all exercises is removed without naming an exercise"
            )
        return asked
    if not reason.strip():
        raise UsageError("--reason is missing: write why, for those who read the gradebook later")
    if until is not None and days is not None:
        raise click.UsageError(_("give --until or --days, not both"))
    try:
        moment = None if until is None else table.moment(until, course.policy, datetime.now(UTC))
        length = None if days is None else table.days(days, course.policy)
    except ValueError as error:
        option = "--days" if until is None else "--until"
        raise UsageError("{option}: {reason}", option=option, reason=message_of(error)) from None
    why = one_line(reason, 500)
    return [GivenExtension(key, exercise, moment, length, why) for key in who for exercise in exercises or [""]]


def _of_table(path: Path, course: Course, book: Gradebook, reason: str) -> list[GivenExtension]:
    from grader.gradebook.directory import StudentDirectory
    from grader.tables import extensions as table

    problems: list[str] = []
    asked = table.read(path, course, StudentDirectory(book.students()), reason, problems)
    for problem in problems:
        note(problem)
    return asked


def _decide(book: Gradebook, course: Course, asked: list[GivenExtension], by: str) -> None:
    keys = {each.student for each in asked}
    course = book.covered(course)
    before = _standings(book, course, keys)
    book.extend(asked, by)
    people = {student.key: student for student in book.students()}
    there = book.decided()
    if len(keys) == 1:
        for each in asked:
            now = there[each.student].extensions.get(each.exercise)
            click.echo(_line(people[each.student], each.exercise, now, course))
    else:
        click.echo(_("%(n)s extensions of %(all)s students", n=len(asked), all=len(keys)))
    moved = [*_moved(before, _standings(book, course, keys))]
    for line in moved[:MOVED]:
        click.echo(f"  {line}")
    if moved[MOVED:]:
        click.echo(_("  … and %(n)s more scores", n=len(moved) - MOVED))
    click.echo(_("`grade report` writes the pages again") if moved else _("no score changes by that"), err=True)


def _standings(book: Gradebook, course: Course, keys: set[str]) -> dict[str, Standing]:
    only = next(iter(keys)) if len(keys) == 1 else None
    return {found.student.key: found for found in book.standings(course, only) if found.student.key in keys}


def _moved(before: dict[str, Standing], now: dict[str, Standing]) -> Iterator[str]:
    for key, then in before.items():
        for old, new in zip(then.exercises, now[key].exercises, strict=True):
            then_score, score = old.score_so_far, new.score_so_far
            if then_score is not None and score is not None and then_score != score:
                now_and_most = {"now": number(score), "points": number(new.points)}
                about = {"student": key, "exercise": old.id, "before": number(then_score), **now_and_most}
                yield _("%(student)s, %(exercise)s: %(before)s → %(now)s of %(points)s points", **about)


def _list(book: Gradebook, course: Course, keys: Iterable[str]) -> None:
    people, only = {student.key: student for student in book.students()}, set(keys)
    lines = [
        _line(people[key], exercise, extension, course)
        for key, decided in book.decided().items()
        for exercise, extension in sorted(decided.extensions.items())
        if not only or key in only
    ]
    click.echo("\n".join(lines) if lines else _("no extensions"))


def _line(student: Student, exercise: str, extension: Extension | None, course: Course) -> str:
    from grader.courses import moments

    about = {"student": named(student.key, student.name), "exercise": exercise or _("all exercises")}
    if extension is None:
        return _("%(student)s, %(exercise)s: removed", **about)
    until, policy = course.policy.until(extension), course.policy
    when = _("for days after a deadline that there is not") if until is None else moments.shown(until, policy.zone)
    if extension.days is not None and until is not None:
        after = ngettext("%(n)s day after the deadline", "%(n)s days after the deadline", extension.days)
        when = f"{when} ({after})"
    about |= {"when": when, "reason": extension.reason, "name": extension.by}
    at = moments.shown(extension.at, policy.zone)
    return _("%(student)s, %(exercise)s: until %(when)s: %(reason)s; by %(name)s, %(at)s", at=at, **about)
