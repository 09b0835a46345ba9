"""`grade batch`: a folder of submissions to a gradebook, the students' reports and the class's."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import click

from grader import gradebook, isolation, language
from grader.batch import display
from grader.batch.lock import alone
from grader.batch.plan import Plan, Planned
from grader.batch.pool import graded, pool
from grader.batch.record import Recorder
from grader.batch.store import Store
from grader.courses import course as courses
from grader.courses import toml as course_toml
from grader.courses.course import Course, libraries
from grader.courses.device import chosen_device
from grader.errors import EXIT_UNGRADED, UsageError
from grader.intake import ClassInput, read_class
from grader.intake.class_input import HandIn, Problem
from grader.outcomes.result import Level
from grader.text import one_line

LEAST_MEMORY = 64 * 2**20
"""Bytes. With less, what an exercise itself takes comes to nothing, and students would read that theirs did."""
SHOWN = 20
"""Submissions that could not be graded that are told one by one."""


@dataclass(frozen=True)
class Options:
    """limits: those that were given on the command line, as fields of sandbox.Limits, in seconds and bytes."""

    course_folder: Path | None
    exercises: tuple[str, ...]
    jobs: int | None
    roster: Path | None
    layout: str | None
    out: Path
    gradebook: str | None
    cluster: str | None
    device: str
    isolation: str
    seed: str | None
    as_json: bool
    limits: dict[str, Any] = field(default_factory=dict)
    lang: str | None = None


def run(folder: Path, options: Options) -> int:
    """Returns the exit status (README.md). Raises GraderError before anything is graded, or where it cannot go on."""
    course = _course(folder, options)
    words = language.choose(options.lang, course)
    level = _level(options.isolation)
    device = chosen_device(options.device, list(course.exercises.values()))
    _check_folders(folder, options.out)
    with contextlib.ExitStack() as stack:
        stack.enter_context(language.speaking(words))
        stack.enter_context(alone(options.out))
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="grade-batch-")))
        handed_in = read_class(
            folder, layout=options.layout, roster=options.roster, work=work, ids=list(course.exercises)
        )
        book = stack.enter_context(gradebook.open(options.gradebook or options.out / "gradebook.sqlite"))
        store = Store(options.out)
        plan = Plan(course, level, device, store, options.seed, options.exercises, words.lang)
        recorder = Recorder(options.out, store, book, plan)
        _tell(handed_in, course, level)
        _tell_of_others(handed_in, book)
        book.enrol([*(h.student for h in handed_in.hand_ins), *handed_in.absent])
        try:
            _grade(handed_in, plan, recorder, options)
        except KeyboardInterrupt:
            tally = recorder.tally
            click.echo(f"{tally.done} of {tally.total} are in the gradebook; run the same again to go on", err=True)
            raise
        files = recorder.finish(handed_in.problems)
        return _summary(handed_in, recorder, files, options)


def _grade(handed_in: ClassInput, plan: Plan, recorder: Recorder, options: Options) -> None:
    recorder.tally.total = len(handed_in.hand_ins)
    needed = libraries(plan.course.exercises.values())
    preload = tuple({module: None for visible, late in needed.items() for module in (*visible, *late)})
    with display.live(recorder.tally) as show, pool(options.jobs or _cores(), preload, options.cluster) as workers:
        todo = _todo(handed_in.hand_ins, plan, recorder, show)
        for planned, done in graded(workers, plan.settings, todo):
            recorder.record(planned, done)
            show()


def _todo(hand_ins: Iterable[HandIn], plan: Plan, recorder: Recorder, show: display.Shown) -> Iterator[Planned]:
    for hand_in in hand_ins:
        planned = plan.of(hand_in)
        if recorder.has(planned):
            recorder.tally.unchanged += 1
            show()
        else:
            yield plan.continued(planned)


def _course(folder: Path, options: Options) -> Course:
    course = courses.load(options.course_folder or courses.find(Path.cwd(), (folder.resolve(),)))
    for exercise_id in options.exercises:
        if exercise_id not in course.exercises:
            raise UsageError(f"--exercise {exercise_id}: the exercises are {', '.join(course.exercises)}")
    if options.limits.get("memory", LEAST_MEMORY) < LEAST_MEMORY:
        raise UsageError(
            f"--limit-memory {options.limits['memory'] / 2**20:g}: right answers need more; "
            f"the least is {LEAST_MEMORY >> 20} (MiB)"
        )
    return replace(course, limits=replace(course.limits, **options.limits))


def _level(wanted: str) -> Level:
    """Other people's code runs at `full` or at what was asked for by name, never at what there happens to be."""
    level = isolation.level(wanted)
    if wanted == "auto" and level != "full":
        layer = isolation.bubblewrap()
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
    count = len(handed_in.hand_ins)
    click.echo(f"{count} submission{'' if count == 1 else 's'}, read as layout {handed_in.layout}", err=True)
    if course.policy.deadline and not course.policy.file_times and not all(h.told for h in handed_in.hand_ins):
        line = (
            "when these were handed in is not known, only when the files were changed last: nobody is late by that "
            f"(file_times = true under [late] in {course_toml.FILE} takes the files' times)"
        )
        handed_in.problems.append(Problem(line))
    for problem in handed_in.problems:
        click.echo(f"note: {problem}", err=True)
    if level == "none":
        click.echo("warning: without isolation these people's code can read and write all that you can", err=True)


def _tell_of_others(handed_in: ClassInput, book: gradebook.Gradebook) -> None:
    """Somebody whose key changed (a roster that came later, a corrected name) would be there twice."""
    here = {h.student.key for h in handed_in.hand_ins} | {s.key for s in handed_in.absent}
    if others := [student.key for student in book.students() if student.key not in here]:
        shown = one_line(", ".join(others[:5]), 200) + (f" and {len(others) - 5} more" if len(others) > 5 else "")
        line = f"in the gradebook from earlier, not among these: {shown} (`grade forget KEY` removes somebody)"
        handed_in.problems.append(Problem(line, "roster"))
        click.echo(f"note: {line}", err=True)


def _summary(handed_in: ClassInput, recorder: Recorder, files: dict[str, Path], options: Options) -> int:
    tally = recorder.tally
    if options.as_json:
        document = {
            "submissions": tally.total, "graded": tally.graded, "unchanged": tally.unchanged,
            "ungraded": tally.ungraded, "absent": [s.key for s in handed_in.absent], "layout": handed_in.layout,
            "problems": handed_in.problems, "files": {name: str(path) for name, path in files.items()},
        }  # fmt: skip
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        absent = f", {len(handed_in.absent)} on the roster without a submission" if handed_in.absent else ""
        click.echo(f"{tally.graded} graded, {tally.unchanged} unchanged{absent}")
        for name, path in files.items():
            click.echo(f"  {name:<14} {path}")
    sys.stdout.flush()
    if tally.ungraded:
        for line in tally.why[:SHOWN]:
            click.echo(f"ungraded: {line}", err=True)
        click.echo(f"grade: {tally.ungraded} ungraded, through no fault of theirs; run the same again", err=True)
    return EXIT_UNGRADED if tally.ungraded else 0
