"""`grade verify`: a course against itself (authoring/verification.py), its faults and counts for people or as JSON."""

from __future__ import annotations

import contextlib
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands import _options as options
from grader.errors import EXIT_BELOW
from grader.message import say

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from grader.authoring.faults import Document, Share
    from grader.courses.course import Course

SHOWN = 20
"""Groups of mutants without a mistake that are shown; all are in the JSON."""


@click.command()
@options.course
@options.exercise
@click.option("--seeds", type=click.IntRange(1), default=3, show_default=True,
              help=say("The number of seeds with which solutions and mistakes are graded."))  # fmt: skip
@click.option("--no-mutants", is_flag=True, help=say("Leave out the slow part: mutants of the solutions, and twins."))
@click.option("--off-schedule", "twins", type=click.IntRange(0), default=8, show_default=True, metavar="N",
              help=say("The number of conditional twins for each exercise and seed."))  # fmt: skip
@click.option("--unnamed", is_flag=True,
              help=say("List mutants that answer alike and that no mistake names, largest first (slow)."))  # fmt: skip
@options.json()
def verify(
    course_folder: Path | None,
    exercises: tuple[str, ...],
    seeds: int,
    no_mutants: bool,
    twins: int,
    unnamed: bool,
    as_json: bool,
) -> None:
    """Check a course: solutions, stubs, known mistakes, hints, stray files, and what its checks let through.

    A conditional twin is a wrong answer that is right under some condition on its arguments; 95 % of them should be
    caught.

    The exit status is 1 if a fault is found.

    \b
    Examples:
      grade verify
      grade verify --exercise ID --seeds 10
      grade verify --exercise ID --seeds 10 --off-schedule 100
      grade verify --course ../my-course --no-mutants
    """
    import msgspec

    course = options.chosen_course(course_folder)
    document = _verified(course, exercises, seeds, not no_mutants, 0 if no_mutants else twins, unnamed)
    if as_json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(document)).decode() + "\n")
    else:
        _show(document)
    sys.stdout.flush()
    sys.exit(EXIT_BELOW if document.faults else 0)


def _verified(
    course: Course, exercises: tuple[str, ...], seeds: int, with_mutants: bool, twins: int, unnamed: bool
) -> Document:
    import msgspec

    from grader.authoring.faults import Document
    from grader.authoring.strength import weakness
    from grader.authoring.trial import steps
    from grader.authoring.unnamed import Behaviours
    from grader.authoring.verification import Verification, stray_files
    from grader.grading.grade import Grading
    from grader.report import terminal
    from grader.sandbox import levels
    from grader.sessions.session import Sandbox

    only = {options.called(name, course.exercises, "exercise").id for name in exercises}
    chosen = [exercise for exercise in course.exercises.values() if not only or exercise.id in only]
    total = sum(steps(exercise, seeds, with_mutants, twins) + unnamed for exercise in chosen)
    level = levels.level("auto")
    with _logged_once(), Sandbox(level, course.limits) as sandbox, terminal.progress(total) as step:
        verification = Verification(course, sandbox, seeds, with_mutants, step, twins=twins)
        faults = [] if exercises else list(stray_files(course))
        for exercise in chosen:
            faults += verification.faults(exercise)
        behaviours = Behaviours(Grading(course, sandbox, "verify 0"), step)
        groups = [group for exercise in chosen if unnamed for group in behaviours.unnamed(exercise)]
    found = verification.strength
    groups.sort(key=lambda group: -group.mutants)
    faults += weakness(found)
    return Document(course.name, seeds, verification.counts, faults, groups, **msgspec.structs.asdict(found))


def _show(document: Document) -> None:
    """One line a fault, a surviving mutant's diff and entry below it, the counts at the end."""
    from rich.console import Console

    console, counts, seeds = Console(highlight=False), document.counts, _number(document.seeds, "seed")
    for fault in document.faults:
        console.print(str(fault), style="red", markup=False, soft_wrap=True)
        for line in fault.diff.splitlines()[1:]:
            console.print(f"    {line}", markup=False, soft_wrap=True)
        if fault.entry:
            console.print(f"\n{fault.entry}", markup=False, soft_wrap=True)
    judged = counts.mutants_caught + counts.mutants_survived + counts.mutants_equivalent
    mutants = (
        f"{counts.mutants_caught} caught, {counts.mutants_survived} survived, "
        f"{counts.mutants_equivalent} equivalent ({counts.percent_caught:.1f} % of the others caught)"
    )
    console.print(
        f"solutions that earn all points over {seeds}: {counts.solutions} of {counts.exercises}\n"
        f"stubs that earn none: {counts.stubs} of {counts.exercises}\n"
        f"mistakes that lose points and are named: {counts.mistakes_named} of {counts.mistakes}\n"
        f"mutants: {mutants if judged else 'none tried'}"
    )
    _show_twins(console, document)
    _show_unnamed(console, document)
    console.print(f"[bold]{_number(len(document.faults), 'fault')}[/]")


def _show_unnamed(console: Console, document: Document) -> None:
    for group in document.unnamed[:SHOWN]:
        where = ", ".join(group.checks) if len(group.checks) < 3 else _number(len(group.checks), "check")
        line = f"no mistake names: {group.exercise}: {_number(group.mutants, 'mutant')}, wrong in {where}"
        console.print(line, markup=False, soft_wrap=True)
        for change in group.changes:
            console.print(f"    {change}", markup=False, soft_wrap=True)
    if document.unnamed[SHOWN:]:
        console.print(f"and {len(document.unnamed) - SHOWN} groups more")


def _show_twins(console: Console, document: Document) -> None:
    """Those that escaped, how many were caught of each exercise and kind, and the share."""
    from grader.report.terminal import print_table

    if not document.twins:
        return
    for each in document.twins_escaped:
        line = f"escaped: {each.exercise}: {each.of}: {each.condition} ({each.seed})"
        console.print(line, style="yellow", markup=False, soft_wrap=True)
    print_table(console, _shares(document))
    caught = f"{document.twins_caught} of {document.twins} conditional twins caught ({document.percent:.1f} %)"
    console.print(f"off-schedule strength: {caught}")


def _shares(document: Document) -> Table:
    """A row for each exercise and one for all, a column for each kind of condition: how many per cent were caught."""
    from rich.table import Table

    from grader.authoring.conditional import RANGES

    kinds = [kind for kind in RANGES if any(share.kind == kind for share in document.twins_by_kind)]
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("% caught", no_wrap=True)
    for heading in (*kinds, "all"):
        table.add_column(heading, justify="right", no_wrap=True)
    for exercise in (*dict.fromkeys(share.exercise for share in document.twins_by_kind), ""):
        shares = [share for share in document.twins_by_kind if exercise in ("", share.exercise)]
        cells = ([share for share in shares if kind in ("", share.kind)] for kind in (*kinds, ""))
        table.add_row(exercise or "all", *map(_percent, cells))
    return table


def _percent(shares: list[Share]) -> str:
    twins, caught = sum(share.twins for share in shares), sum(share.caught for share in shares)
    return f"{100 * caught / twins:.0f}" if twins else "–"


@contextlib.contextmanager
def _logged_once() -> Iterator[None]:
    """A check that breaks does so with every answer: one trace is enough."""
    said: set[str] = set()

    def is_new(record: logging.LogRecord) -> bool:
        before = len(said)
        said.add(record.getMessage())
        return len(said) > before

    log = logging.getLogger("grader")
    log.addFilter(is_new)
    try:
        yield
    finally:
        log.removeFilter(is_new)


def _number(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"
