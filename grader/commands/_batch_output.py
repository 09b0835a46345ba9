"""What `grade batch` says: before it reads a class, of what it has read, and at the end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands._told import note
from grader.language import gettext as _
from grader.language import ngettext
from grader.message import say
from grader.people import Problem
from grader.text import one_line

if TYPE_CHECKING:
    from grader.batch.record import Recorder
    from grader.courses.course import Course
    from grader.gradebook import Gradebook
    from grader.intake import ClassInput
    from grader.outcomes.result import Level


def announce(folder: Path, out: Path, jobs: int | None) -> None:
    """A line at once: unpacking a class and loading the libraries take a while. jobs: None on a cluster."""
    about = {"folder": folder, "out": out, "n": jobs}
    line = _(
        "reading %(folder)s; then it is graded (processes: %(n)s), and the reports are written to %(out)s", **about
    )
    if jobs is None:
        line = _(
            "reading %(folder)s; then it is graded on the cluster, and the reports are written to %(out)s", **about
        )
    click.echo(line, err=True)


def tell(handed_in: ClassInput, course: Course, level: Level) -> None:
    from grader.courses import toml as course_toml

    count = len(handed_in.hand_ins)
    read = ngettext(
        "1 submission, read as layout %(layout)s",
        "%(n)s submissions, read as layout %(layout)s",
        count,
        layout=handed_in.layout,
    )
    click.echo(read, err=True)
    if course.policy.deadline and (unknown := _of_unknown_time(handed_in, course.policy.file_times)):
        line = say(
            "{n} of {count} submission times are unknown (those in archives are never used, those of files only with "
            "file_times = true under [late] in {file}), so no late penalty is applied to these",
            n=unknown,
            count=count,
            file=course_toml.FILE,
        )
        handed_in.problems.append(Problem(line))
    for problem in handed_in.problems:
        note(problem)
    if level == "none":
        warning = _("warning: without isolation, the students' code can read and write everything that you can")
        click.echo(warning, err=True)


def _of_unknown_time(handed_in: ClassInput, file_times: bool) -> int:
    """How many submissions nothing says of whether they were in time."""
    known = (h.told or h.late is not None or (file_times and h.submitted_at) for h in handed_in.hand_ins)
    return sum(not each for each in known)


def tell_of_others(handed_in: ClassInput, book: Gradebook) -> None:
    """Somebody whose key changed (a roster that came later, a corrected name) would be there twice."""
    here = {h.student.key for h in handed_in.hand_ins} | {s.key for s in (*handed_in.absent, *handed_in.unclear)}
    if others := [key for key in book.student_keys() if key not in here]:
        names: str = one_line(", ".join(others[:5]), 200)
        if more := len(others[5:]):
            names = say("{names} and {n} more", names=names, n=more)
        line = say(
            "in the gradebook from earlier, but not in this class: {names} (`grade merge KEPT OTHER` joins two rows of "
            "one person, `grade forget KEY` removes a student)",
            names=names,
        )
        handed_in.problems.append(Problem(line, "roster"))
        note(line)


def print_document(handed_in: ClassInput, recorder: Recorder, files: dict[str, Path]) -> None:
    tally, earlier = recorder.tally, recorder.earlier
    document = {
        "submissions": tally.total, "graded": tally.graded, "unchanged": tally.unchanged,
        "ungraded": tally.ungraded, "absent": [s.key for s in handed_in.absent],
        "unclear": [s.key for s in handed_in.unclear], "layout": handed_in.layout,
        "graded_again": tally.again, "earlier_graded_again": tally.earlier_graded,
        "scores_up": earlier.up, "scores_down": earlier.down,
        "problems": handed_in.problems, "files": {name: str(path) for name, path in files.items()},
    }  # fmt: skip
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))


def print_summary(handed_in: ClassInput, recorder: Recorder, files: dict[str, Path]) -> None:
    for line in recorder.earlier.lines:
        note(line)
    told = _graded(recorder)
    if n := len(handed_in.absent):
        told.append(_("%(n)s on the roster without a submission", n=n))
    if n := len(handed_in.unclear):
        told.append(_("%(n)s on the roster to whom a submission may belong (see the notes)", n=n))
    click.echo(", ".join(told))
    for name, path in files.items():
        click.echo(f"  {_(name):<14} {path}")


def _graded(recorder: Recorder) -> list[str]:
    tally = recorder.tally
    told = [_("%(n)s graded", n=tally.graded - tally.again), _("%(n)s unchanged", n=tally.unchanged)]
    if again := tally.again + tally.earlier_graded:
        by_checks = _("%(n)s graded again because the checks changed", n=again)
        by_grader = _("%(n)s graded again because the grader or its settings changed", n=again)
        earlier = _(" (%(n)s of them earlier attempts)", n=tally.earlier_graded) if tally.earlier_graded else ""
        told.append((by_checks if recorder.earlier.by_checks else by_grader) + earlier)
    return told
