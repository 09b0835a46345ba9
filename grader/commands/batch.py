"""`grade batch`: a folder of submissions to a gradebook, the students' reports and the class's."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.commands import _batch_output as output
from grader.commands import _options as options
from grader.commands._told import note
from grader.errors import EXIT_UNGRADED, UsageError
from grader.language import gettext as _
from grader.language import sentence, spoken
from grader.message import say

if TYPE_CHECKING:
    from grader.batch.plan import Plan, PlannedSubmission
    from grader.batch.record import Recorder
    from grader.batch.store import Store
    from grader.batch.tally import Tally
    from grader.courses.course import Course
    from grader.gradebook import Gradebook
    from grader.intake import ClassInput, StudentSubmission
    from grader.outcomes.result import Level

LEAST_MEMORY = 64 * 2**20
"""Bytes. With less, an exercise has no memory left for itself, and students would be told that they used too much."""
SHOWN = 20
"""How many of the submissions that could not be graded are listed."""


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@options.course
@options.exercise
@click.option(
    "--jobs",
    type=click.IntRange(1),
    metavar="N",
    help=say("How many processes grade. Default: one for each processor core."),
)
@click.option(
    "--roster",
    type=click.Path(path_type=Path),
    metavar="CSV",
    help=say("A list of the students in the class, with names and ids."),
)
@click.option("--late-times", type=click.Path(path_type=Path), metavar="CSV",
              help=say("When students handed in ('submitted at'), or whether they were late ('late')."))  # fmt: skip
@click.option("--layout", type=click.Choice(["folders", "canvas", "moodle", "gradescope", "blackboard"]),
              help=say("How DIR is organised. Default: it is recognised."))  # fmt: skip
@options.out(say("The folder for the gradebook, the class report and <student>/index.html."))
@options.lang
@click.option(
    "--gradebook", "where", metavar="URL", help=say("A file, or postgresql://… Default: gradebook.sqlite in --out.")
)
@click.option("--cluster", metavar="ADDRESS", help=say("The scheduler of a Dask cluster to grade on."))
@options.device
@options.isolation(say("The isolation level. auto requires full isolation; choose container or none explicitly."))
@click.option("--seed", help=say("A seed, to repeat a grading. Default: a new secret one each time."))
@options.limits
@options.json(say("Print one JSON document on stdout."))
def batch(
    folder: Path,
    course_folder: Path | None,
    exercises: tuple[str, ...],
    jobs: int | None,
    roster: Path | None,
    late_times: Path | None,
    layout: str | None,
    out: Path,
    lang: str | None,
    where: str | None,
    cluster: str | None,
    device: str,
    isolation: str,
    seed: str | None,
    as_json: bool,
    **limits: Any,
) -> None:
    """Grade a class: DIR (a folder or a zip) holds each student's submission, as your LMS gives it out.

    You can run it again at any time: what is graded already is kept, and unchanged submissions are not run again.

    \b
    Examples:
      grade batch submissions/ --roster roster.csv
      grade batch canvas-download.zip --jobs 8 --out spring/reports
      grade batch submissions/ --late-times times.csv
    """
    from grader.batch.lock import alone
    from grader.batch.plan import Plan
    from grader.batch.store import Store
    from grader.commands._start import uncollected
    from grader.courses.device import chosen_device

    course = _limited(options.chosen_course(course_folder, (folder.resolve(),), lang), exercises, limits)
    level = _level(isolation)
    device = chosen_device(device, [course.exercises[i] for i in exercises or course.exercises])
    _check_folders(folder, out)
    with alone(out), tempfile.TemporaryDirectory(prefix="grade-batch-") as work, contextlib.ExitStack() as stack:
        output.announce(folder, out, None if cluster else jobs or _cores())
        with uncollected():
            handed_in = _handed_in(course, folder, layout, roster, late_times, Path(work))
            book = stack.enter_context(options.opened_gradebook(where, out, create=True))
            store = Store(out)
            plan = Plan(course, level, device, store, store.rounds.begin(folder, seed), exercises, spoken().lang)
            recorder = _enrol(handed_in, out, store, book, plan)
        files = _recorded(handed_in, plan, recorder, jobs or _cores(), cluster)
    (output.print_document if as_json else output.print_summary)(handed_in, recorder, files)
    _leave(recorder.tally)


def _handed_in(
    course: Course, folder: Path, layout: str | None, roster: Path | None, late_times: Path | None, work: Path
) -> ClassInput:
    from grader.intake import read_class
    from grader.intake.late_times import read

    handed_in = read_class(
        folder, layout=layout, roster=roster, work=work, ids=course.exercises, handout=course.handout
    )
    if late_times is None:
        return handed_in
    deadline = course.policy.deadline
    return read(late_times, handed_in, deadline.tzinfo if deadline else None)


def _enrol(handed_in: ClassInput, out: Path, store: Store, book: Gradebook, plan: Plan) -> Recorder:
    """Enrols who is in the class now, and tells what was read. Returns what records their results."""
    from grader.batch.merging import keep_up
    from grader.batch.record import Recorder

    recorder = Recorder(out, store, book, plan, keep_up(out, book, handed_in))
    output.tell(handed_in, plan.course, plan.settings.level)
    output.tell_of_others(handed_in, book)
    book.enrol([*(h.student for h in handed_in.hand_ins), *handed_in.absent])
    return recorder


def _recorded(handed_in: ClassInput, plan: Plan, recorder: Recorder, jobs: int, cluster: str | None) -> dict[str, Path]:
    """Grades the class and writes what is written once for all of it: the files, by what they are."""
    try:
        _grade(handed_in, plan, recorder, jobs, cluster)
    except KeyboardInterrupt:
        done, all_ = recorder.tally.done, recorder.tally.all
        line = _("%(n)s of %(all)s are in the gradebook; run the same command again to go on", n=done, all=all_)
        click.echo(line, err=True)
        raise
    for line in recorder.left_out.told(handed_in.problems):
        note(line)
        handed_in.problems.append(line)
    return recorder.finish(handed_in.problems)


def _limited(course: Course, exercises: tuple[str, ...], limits: dict[str, Any]) -> Course:
    """With the limits that were given. Raises UsageError for an unknown exercise or a limit that is too low."""
    limits = {name: amount for name, amount in limits.items() if amount is not None}
    for exercise_id in exercises:
        options.called(exercise_id, course.exercises, "exercise")
    if limits.get("memory", LEAST_MEMORY) < LEAST_MEMORY:
        raise UsageError(
            "--limit-memory {given}: right answers need more; the least is {least} (MiB)",
            given=f"{limits['memory'] / 2**20:g}",
            least=LEAST_MEMORY >> 20,
        )
    return replace(course, limits=replace(course.limits, **limits))


def _grade(handed_in: ClassInput, plan: Plan, recorder: Recorder, jobs: int, cluster: str | None) -> None:
    from grader.batch.pool import graded, pool
    from grader.commands._progress import live
    from grader.courses.course import libraries

    recorder.tally.total = len(handed_in.hand_ins)
    needed = libraries(plan.course.exercises.values())
    with live(recorder.tally) as show, pool(jobs, plan.settings, needed, cluster) as workers:
        todo = _todo(handed_in.hand_ins, plan, recorder, show)
        try:
            for planned, done in graded(workers, todo):
                recorder.record(planned, done)
                show()
        finally:
            recorder.flush()


def _todo(
    hand_ins: Iterable[StudentSubmission], plan: Plan, recorder: Recorder, show: Callable[[], None]
) -> Iterator[PlannedSubmission]:
    for hand_in in hand_ins:
        planned = plan.of(hand_in)
        if recorder.has(planned):
            recorder.tally.unchanged += 1
            show()
        else:
            yield plan.continued(planned)
    yield from recorder.earlier.todo()


def _level(wanted: str) -> Level:
    """Other people's code runs at `full` or at the level that was asked for, never at whatever is available."""
    from grader.sandbox import levels

    level = levels.level(wanted)
    if wanted == "auto" and level != "full":
        layer = levels.bubblewrap()
        raise UsageError(
            "grade batch runs other people's code, and this machine has no full isolation: {detail}; {remedy}, or use "
            "--isolation {level} (see `grade doctor`)",
            detail=layer.detail,
            remedy=layer.remedy,
            level="container" if level == "container" else "none",
        )
    return level


def _check_folders(folder: Path, out: Path) -> None:
    if not folder.exists():
        raise UsageError("{folder}: there is no such folder or archive", folder=folder)
    if folder.is_dir() and (out.resolve() == folder.resolve() or folder.resolve() in out.resolve().parents):
        raise UsageError(
            "--out {out} is inside {folder}: reports would be taken for submissions; choose another folder",
            out=out,
            folder=folder,
        )


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _leave(tally: Tally) -> None:
    """Ends the program, with a line for each submission that could not be graded."""
    sys.stdout.flush()
    if tally.ungraded:
        for line in tally.why[:SHOWN]:
            click.echo(_("ungraded: %(line)s", line=sentence(line)), err=True)
        told = _("%(n)s ungraded; this is not the students' fault; run the same command again", n=tally.ungraded)
        click.echo(f"grade: {told}", err=True)
    sys.exit(EXIT_UNGRADED if tally.ungraded else 0)
