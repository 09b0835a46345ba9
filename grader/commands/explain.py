"""`grade explain`: how a score came about."""

from __future__ import annotations

from pathlib import Path

import click

from grader.commands import _options as options
from grader.message import say
from grader.text import one_line


@click.command()
@click.argument("student", metavar="WHO")
@click.argument("exercise", metavar="EXERCISE")
@options.course
@options.gradebook
@options.out(say("The folder that holds the gradebook."))
@options.lang
def explain(
    student: str, exercise: str, course_folder: Path | None, where: str | None, out: Path, lang: str | None
) -> None:
    """Print how a student's score of an exercise came about, line by line: attempts, lateness, decisions.

    WHO is the name of their folder, their full name, or what another system calls them.

    \b
    Example:
      grade explain s01 ID
    """
    from grader import language
    from grader.gradebook.account import account_of

    course = options.chosen_course(course_folder)
    options.called(exercise, course.exercises, "exercise")
    with options.opened_gradebook(where, out) as book, language.speaking(language.choose(lang, course)):
        who = options.meant(student, book)
        first, *others = account_of(book, course, who.key, exercise).lines()
        click.echo(f"{one_line(who.name or who.key, 60)}, {exercise}: {language.sentence(first)}")
        for line in others:
            click.echo(f"  {language.sentence(line)}")
