"""`grade batch`: a folder of submissions to a gradebook, the students' reports and the class's."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.commands import _options as options
from grader.errors import EXIT_UNGRADED, UsageError
from grader.message import say
from grader.people import Problem
from grader.text import one_line

if TYPE_CHECKING:
    from grader.batch.plan import Plan, PlannedSubmission
    from grader.batch.record import Recorder
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
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes that grade. Default: one a core.")
@click.option("--roster", type=click.Path(path_type=Path), metavar="CSV", help="Who is in the class, and their names.")
@click.option("--late-times", type=click.Path(path_type=Path), metavar="CSV",
              help="When students handed in ('submitted at'), or whether late ('late'); used first.")  # fmt: skip
@click.option("--layout", type=click.Choice(["folders", "canvas", "moodle", "gradescope", "blackboard"]),
              help="How the submissions lie in DIR. Default: it is recognised.")  # fmt: skip
@options.out("The folder that gets the gradebook, the class report and <student>/index.html.")
@options.lang
@click.option(
    "--gradebook", "where", metavar="URL", help="Default: gradebook.sqlite in --out; or postgresql+psycopg://…"
)
@click.option("--cluster", metavar="ADDRESS", help="Grade on the Dask cluster whose scheduler is there.")
@options.device
@options.isolation("auto requires full isolation; choose container or none explicitly.")
@click.option("--seed", help="Repeat a grading with this seed. Default: a fresh secret one for each round.")
@options.limits
@options.json("Print one JSON document on stdout.")
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
    """Grade a class: DIR (or a zip) holds a submission a student, as your LMS gives it out.

    Run it again at any time: what is graded already is kept, unchanged submissions are not run again.

    \b
    Examples:
      grade batch submissions/ --roster roster.csv
      grade batch canvas-download.zip --jobs 8 --out spring/reports
      grade batch submissions/ --late-times times.csv
    """
    from grader import language
    from grader.batch.lock import alone
    from grader.batch.merging import keep_up
    from grader.batch.plan import Plan
    from grader.batch.record import Recorder
    from grader.batch.store import Store
    from grader.courses.device import chosen_device
    from grader.intake import read_class
    from grader.intake.late_times import read as late_times_of
    from grader.intake.read import uncollected

    course = _limited(options.chosen_course(course_folder, (folder.resolve(),)), exercises, limits)
    words = language.choose(lang, course)
    level = _level(isolation)
    device = chosen_device(device, [course.exercises[i] for i in exercises or course.exercises])
    _check_folders(folder, out)
    with contextlib.ExitStack() as stack:
        stack.enter_context(language.speaking(words))
        stack.enter_context(alone(out))
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="grade-batch-")))
        reading = stack.enter_context(contextlib.ExitStack())
        reading.enter_context(uncollected())
        handed_in = read_class(
            folder, layout=layout, roster=roster, work=work, ids=course.exercises, handout=course.handout
        )
        if late_times:
            handed_in = late_times_of(late_times, handed_in)
        book = stack.enter_context(options.opened_gradebook(where, out, create=True))
        store = Store(out)
        plan = Plan(course, level, device, store, store.rounds.begin(folder, seed), exercises, words.lang)
        renamed = keep_up(out, book, handed_in)
        recorder = Recorder(out, store, book, plan, renamed)
        _tell(handed_in, course, level)
        _tell_of_others(handed_in, book)
        book.enrol([*(h.student for h in handed_in.hand_ins), *handed_in.absent])
        reading.close()
        files = _recorded(handed_in, plan, recorder, jobs or _cores(), cluster)
    (_print_document if as_json else _print_summary)(handed_in, recorder, files)
    _leave(recorder.tally)


def _recorded(handed_in: ClassInput, plan: Plan, recorder: Recorder, jobs: int, cluster: str | None) -> dict[str, Path]:
    """Grades the class and writes what is written once for all of it: the files, by what they are."""
    try:
        _grade(handed_in, plan, recorder, jobs, cluster)
    except KeyboardInterrupt:
        tally = recorder.tally
        click.echo(f"{tally.done} of {tally.all} are in the gradebook; run the same again to go on", err=True)
        raise
    for line in recorder.left_out.told(handed_in.problems):
        click.echo(f"note: {line}", err=True)
        handed_in.problems.append(line)
    return recorder.finish(handed_in.problems)


def _limited(course: Course, exercises: tuple[str, ...], limits: dict[str, Any]) -> Course:
    """With the limits that were given. Raises UsageError for an unknown exercise or a limit that is too low."""
    limits = {name: amount for name, amount in limits.items() if amount is not None}
    for exercise_id in exercises:
        options.called(exercise_id, course.exercises, "exercise")
    if limits.get("memory", LEAST_MEMORY) < LEAST_MEMORY:
        raise UsageError(
            f"--limit-memory {limits['memory'] / 2**20:g}: right answers need more; "
            f"the least is {LEAST_MEMORY >> 20} (MiB)"
        )
    return replace(course, limits=replace(course.limits, **limits))


def _grade(handed_in: ClassInput, plan: Plan, recorder: Recorder, jobs: int, cluster: str | None) -> None:
    from grader.batch.pool import graded, pool
    from grader.commands._progress import live
    from grader.courses.course import libraries

    recorder.tally.total = len(handed_in.hand_ins)
    needed = libraries(plan.course.exercises.values())
    preload = tuple({module: None for visible, late in needed.items() for module in (*visible, *late)})
    with live(recorder.tally) as show, pool(jobs, preload, cluster) as workers:
        todo = _todo(handed_in.hand_ins, plan, recorder, show)
        for planned, done in graded(workers, plan.settings, todo):
            recorder.record(planned, done)
            show()


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
            f"grade batch runs other people's code, and this machine has no full isolation: {layer.detail}; "
            f"{layer.remedy}, or say --isolation {'container' if level == 'container' else 'none'} (see `grade doctor`)"
        )
    return level


def _check_folders(folder: Path, out: Path) -> None:
    if not folder.exists():
        raise UsageError(f"{folder}: there is no such folder or archive")
    if folder.is_dir() and (out.resolve() == folder.resolve() or folder.resolve() in out.resolve().parents):
        raise UsageError(f"--out {out} lies inside {folder}: reports would be taken for submissions; choose another")


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _tell(handed_in: ClassInput, course: Course, level: Level) -> None:
    from grader.courses import toml as course_toml

    count = len(handed_in.hand_ins)
    click.echo(f"{count} submission{'' if count == 1 else 's'}, read as layout {handed_in.layout}", err=True)
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
        click.echo(f"note: {problem}", err=True)
    if level == "none":
        click.echo("warning: without isolation these people's code can read and write all that you can", err=True)


def _of_unknown_time(handed_in: ClassInput, file_times: bool) -> int:
    """How many submissions nothing says of whether they were in time."""
    known = (h.told or h.late is not None or (file_times and h.submitted_at) for h in handed_in.hand_ins)
    return sum(not each for each in known)


def _tell_of_others(handed_in: ClassInput, book: Gradebook) -> None:
    """Somebody whose key changed (a roster that came later, a corrected name) would be there twice."""
    here = {h.student.key for h in handed_in.hand_ins} | {s.key for s in (*handed_in.absent, *handed_in.unclear)}
    if others := [student.key for student in book.students() if student.key not in here]:
        shown = one_line(", ".join(others[:5]), 200) + (f" and {len(others) - 5} more" if len(others) > 5 else "")
        line = (
            f"in the gradebook from earlier, not among these: {shown} (`grade merge KEPT OTHER` joins "
            "the rows of one person, `grade forget KEY` removes somebody)"
        )
        handed_in.problems.append(Problem(line, "roster"))
        click.echo(f"note: {line}", err=True)


def _print_document(handed_in: ClassInput, recorder: Recorder, files: dict[str, Path]) -> None:
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


def _print_summary(handed_in: ClassInput, recorder: Recorder, files: dict[str, Path]) -> None:
    for line in recorder.earlier.lines:
        click.echo(f"note: {line}", err=True)
    absent = f", {len(handed_in.absent)} on the roster without a submission" if handed_in.absent else ""
    if handed_in.unclear:
        absent += f", {len(handed_in.unclear)} on the roster of whom something may be (see the notes)"
    click.echo(f"{_graded(recorder)}{absent}")
    for name, path in files.items():
        click.echo(f"  {name:<14} {path}")


def _graded(recorder: Recorder) -> str:
    tally = recorder.tally
    line = f"{tally.graded - tally.again} graded, {tally.unchanged} unchanged"
    if again := tally.again + tally.earlier_graded:
        why = "the checks" if recorder.earlier.by_checks else "the grader or its settings"
        earlier = f" ({tally.earlier_graded} of them earlier attempts)" if tally.earlier_graded else ""
        line += f", {again} graded again because {why} changed{earlier}"
    return line


def _leave(tally: Tally) -> None:
    """Ends the program, with a line for each submission that could not be graded."""
    sys.stdout.flush()
    if tally.ungraded:
        for line in tally.why[:SHOWN]:
            click.echo(f"ungraded: {line}", err=True)
        click.echo(f"grade: {tally.ungraded} ungraded, through no fault of theirs; run the same again", err=True)
    sys.exit(EXIT_UNGRADED if tally.ungraded else 0)
