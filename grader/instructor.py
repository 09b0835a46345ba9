"""The instructor's own commands on a gradebook: `grade report`, `grade override` and `grade forget`."""

from __future__ import annotations

import difflib
import math
import sys
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from grader import gradebook, language
from grader.courses import course as courses
from grader.courses.course import Course
from grader.errors import UsageError
from grader.files import write_atomically
from grader.gradebook import Gradebook
from grader.intake.class_input import Problem, Student
from grader.text import number, one_line

if TYPE_CHECKING:
    from grader.report.page import Audience

T = TypeVar("T")


def report(
    course_folder: Path | None,
    where: str | None,
    out: Path,
    lang: str | None = None,
    copies: Path | None = None,
    exercises: Collection[str] = (),
) -> None:
    """Renders every student's page and the class's again from what is stored. Runs nobody's code.

    exercises: only these, where some are named. copies: write the instructor's pages there instead, with the data of
    hidden checks.
    """
    from grader.report import remarks

    where = where or str(out / gradebook.FILE)
    batches = (out, Path(where).parent)
    if copies is not None and copies.resolve() == out.resolve():
        raise UsageError(f"--instructor {copies}: the students' reports are there; choose another folder")
    audience: Audience = "student" if copies is None else "instructor"
    out = copies or out
    course = _course(course_folder)
    speaking = language.speaking(language.choose(lang, course))
    with gradebook.open(where, create=False) as book, speaking:
        course = book.covered(course, exercises)
        pages, newest = _student_pages(book, course, out, audience)
        write_class_page(book, course, out, remarks.read(batches), newest)
    click.echo(f"{pages} reports and {out / 'index.html'} are written", err=True)


def write_class_page(
    book: Gradebook, course: Course, out: Path, problems: Iterable[Problem] = (), graded_at: str = ""
) -> None:
    """Writes the class's page to out/index.html. problems: what there is to say of the input."""
    from grader.report import class_page, summary

    found = summary.summary_of(course, book.outcomes(course), problems, graded_at)
    _write(out / "index.html", class_page.render(found))


def _student_pages(book: Gradebook, course: Course, out: Path, audience: Audience) -> tuple[int, str]:
    """How many were written, and when the newest result was graded."""
    from grader.report import page

    pages, newest = 0, ""
    total = len(book.students())
    quiet = not sys.stderr.isatty()
    with click.progressbar(length=total, label="reports", file=sys.stderr, width=30, hidden=quiet) as bar:
        for standing, result in book.results(course):
            bar.update(1)
            if result is not None:
                _write(out / standing.student.key / "index.html", page.render(result, audience))
                pages, newest = pages + 1, max(newest, result.graded_at)
    return pages, newest


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text.encode())
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); see --out") from None


def override(
    student: str,
    exercise: str,
    score: float | None,
    *,
    reason: str,
    by: str,
    course_folder: Path | None,
    where: str | None,
    out: Path,
) -> None:
    """Sets an exercise's score, or (None) withdraws what was set. Raises UsageError where it means nothing."""
    course = _course(course_folder)
    points = _known(exercise, {e.id: e.points for e in course.exercises.values()}, "exercise")
    if not reason.strip():
        raise UsageError("--reason is empty: whoever reads the gradebook later will want to know")
    if score is not None and not (math.isfinite(score) and 0 <= score <= points):
        raise UsageError(f"{number(score)} is no score of {exercise}: it is worth 0 to {number(points)} points")
    with gradebook.open(where or out / gradebook.FILE, create=False) as book:
        who = _student(student, book.students())
        if score is None and exercise not in book.overrides().get(who.key, {}):
            raise UsageError(f"{who.key}, {exercise}: no score was set by hand, so there is nothing to withdraw")
        if score is not None and exercise not in book.graded_on():
            raise UsageError(f"{exercise}: nobody was graded on it, so it is no part of this gradebook")
        book.override(who.key, exercise, score, one_line(reason, 500), one_line(by, 100))
        counts = next(e for e in next(book.standings(course, who.key)).exercises if e.id == exercise)
    said = "withdrawn, " if score is None else ""
    now = "no score" if counts.score is None else f"{number(counts.score)} of {number(points)} points"
    graded = "not graded" if counts.raw is None else f"graded {number(counts.raw)}"
    click.echo(f"{who.name or who.key}, {exercise}: {said}{now} ({graded})")


def forget(keys: Collection[str], where: str | None, out: Path, yes: bool) -> None:
    """Removes students from the gradebook, with all that is recorded of them. yes: without asking."""
    keys = list(dict.fromkeys(keys))
    with gradebook.open(where or out / gradebook.FILE, create=False) as book:
        known = {s.key: s for s in book.students()}
        for key in keys:
            _known(key, known, "student")
        told = [_recorded(book, known[key]) for key in keys]
        if not yes:
            click.echo("To be removed from the gradebook:\n" + "\n".join(f"  {line}" for line in told), err=True)
            click.confirm("There is no way back. Remove?", abort=True, err=True)
        book.forget(keys)
    _forget_remarks(out, [name for key in keys for name in (key, known[key].name)])
    for line in told:
        click.echo(f"removed {line}")
    if left := [str(out / key) for key in keys if (out / key).is_dir()]:
        click.echo(f"their reports are still there: {', '.join(left)}", err=True)


def _forget_remarks(out: Path, names: list[str]) -> None:
    from grader.report import remarks

    try:
        remarks.forget(out, names)
    except OSError as error:
        raise UsageError(f"{remarks.path(out)}: cannot be written ({error.strerror}); remove it yourself") from None


def _recorded(book: Gradebook, student: Student) -> str:
    """Who it is and what the gradebook holds of them."""
    attempts, overrides = book.recorded(student.key)
    counts = ((attempts, "attempt"), (overrides, "override"))
    held = ", ".join(f"{n} {what}{'s' * (n != 1)}" for n, what in counts)
    return f"{student.key} ({one_line(student.name or 'no name', 60)}): {held}"


def _student(called: str, students: list[Student]) -> Student:
    """By key, by what another system calls them, or by name. Raises UsageError where that is nobody, or several."""
    by_key = {s.key: s for s in students}
    if called in by_key:
        return by_key[called]
    wanted = called.casefold()
    found = [s for s in students if wanted in (each.casefold() for each in (*_full_names(s.name), *s.ids.values()))]
    if len(found) > 1:
        keys = ", ".join(s.key for s in found[:10])
        raise UsageError(f"{one_line(called, 60)!r} may be several students: name one by key, of {keys}")
    return found[0] if found else _known(called, by_key, "student")


def _full_names(name: str) -> list[str]:
    """With "Ada Lovelace" where a roster has her as "Lovelace, Ada"."""
    last, comma, first = name.partition(", ")
    return [name, f"{first} {last}"] if comma else [name]


def _course(folder: Path | None) -> Course:
    return courses.load(folder or courses.find(Path.cwd(), ()))


def _known(name: str, known: dict[str, T], what: str) -> T:
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, 1, 0.5)
    mend = f"did you mean {near[0]}?" if near else "see the first column of `grade export csv`"
    if what == "exercise" and not near:
        mend = f"the exercises are {', '.join(known)}"
    raise UsageError(f"no {what} is called {one_line(name, 60)!r}; {mend}")
