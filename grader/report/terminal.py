"""What a grading prints for people: one screen, colour only on a terminal, nothing a student wrote obeyed."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from grader.language import N_, ngettext, retold, retold_exercise, sentence
from grader.language import gettext as _
from grader.language.statuses import STATUS_WORDS
from grader.message import say
from grader.outcomes.history import NOTHING, Before, Change
from grader.outcomes.outcome import Frame
from grader.outcomes.result import CheckResult, ExerciseResult, Result, beyond
from grader.submission.naming import meant
from grader.text import one_line

from .explained import located, place_of

_COLOURS = {"passed": "green", "failed": "red", "not_attempted": "dim", "missing": "dim", "ungraded": "magenta"}
_ANY_SEARCH = N_("%(name)s: looking for the cause")
_SEARCHES = {
    "probes": N_("%(name)s: asking it again with other arguments"),
    "mutated": N_("%(name)s: comparing it with changed solutions"),
    "forward_lines": N_("%(name)s: looking for the line of the forward pass"),
    "repairs": N_("%(name)s: looking for the line"),
    "transplanted": N_("%(name)s: comparing it with the solution"),
}
"""By the name of the function in grader/explain."""
_MARKS = {"failed": "✗", "ungraded": "?", "skipped": "–"}
SENTENCES = 3
"""Failed checks of one exercise that are told here; the report has all."""
QUOTED = 120
"""Characters of the student's line that are quoted."""


@contextlib.contextmanager
def progress(total: int) -> Iterator[Callable[[str], None]]:
    """A bar on stderr while grading, on a terminal only. Yields what to call with the name of each next step."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(_("starting the sandbox"), total=total)
        done = -1

        def step(name: str) -> None:
            nonlocal done
            done += 1
            words = _("%(name)s, %(k)s of %(n)s", name=name, k=done + 1, n=total)
            bar.update(task, completed=done, description=escape(words))

        yield step


def summary(result: Result, report: Path, before: Before = NOTHING) -> None:
    """Exercise, score, and for failed checks the sentence that helps most."""
    result = retold(result)
    console = Console(highlight=False)
    print_table(console, _scores(result.exercises))
    for exercise in result.exercises:
        _sentences(console, exercise)
    for exercise in result.exercises:
        for note in _notes(exercise):
            _wrapped(console, "  ", f"[bold]{escape(exercise.id)}[/]  {escape(note)}")
    for note in result.notes:
        _wrapped(console, "  ", escape(_("Note: %(note)s.", note=one_line(note, 600))))
    if result.ignored:
        text = _("ignored: %(names)s", names=one_line(", ".join(_ignored(result)), 160))
        console.print(f"[dim]{escape(text)}[/]")
    if result.isolation == "container":
        text = _("Ran at the isolation level container, without namespaces (see `grade doctor`).")
        console.print(f"[dim]{text}[/]")
    elif result.isolation != "full":
        text = _(
            "Ran at the isolation level %(level)s: this is fine for your own code, but not for other people's.",
            level=result.isolation,
        )
        console.print(f"[yellow]{text}[/]")
    points = _("%(score)s of %(points)s points", score=f"{result.score:g}", points=f"{result.points:g}")
    console.print(f"\n[bold]{points}[/] ({result.percent:.0f} %)   {report}")
    if since := _since(before.changes):
        console.print(f"[dim]{since}[/]", soft_wrap=True)
    if n := len(before.earlier):
        one, many = (
            "The report also has one exercise as it was graded before.",
            "The report also has %(n)s exercises as they were graded before.",
        )
        console.print(f"[dim]{ngettext(one, many, n)}[/]", soft_wrap=True)


@contextlib.contextmanager
def searching() -> Iterator[Callable[[str, str], None]]:
    """A spinner on stderr while it is looked for causes, on a terminal only. Yields what to call with an exercise and
    the name of what is done."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda exercise, search: None
        return
    with console.status(escape(_("looking for the cause"))) as status:

        def looking(exercise: str, search: str) -> None:
            status.update(escape(_(_SEARCHES.get(search, _ANY_SEARCH), name=exercise)))

        yield looking


def explanations(result: Result) -> None:
    """What was found out after the verdict: causes and lines that the summary does not tell."""
    console = Console(highlight=False)
    for exercise in retold(result).exercises:
        told: list[str] = []
        for line in (_explained(check, exercise) for check in exercise.checks):
            told += [] if any(line in other for other in ("", *told)) else [line]
        for line in told[:SENTENCES]:
            _wrapped(console, "[cyan]→[/] ", f"[bold]{escape(exercise.id)}[/]  {escape(line)}")


def _explained(check: CheckResult, exercise: ExerciseResult) -> str:
    """Where and why, on one line; empty where the check's message says all of it."""
    why = one_line(beyond(check), 400)
    return why and one_line(located(why, place_of(check.explanation, exercise)), 480)


def _since(changes: Sequence[Change]) -> str:
    """What has changed since the last attempt, on one line; empty where there was none."""
    if not changes:
        return ""
    if not any(change.any for change in changes):
        return _("Since your last attempt no check has changed.")
    before, after = (f"{sum(scores):g}" for scores in zip(*((c.before, c.after) for c in changes), strict=True))
    said = [_("Since your last attempt: %(before)s → %(after)s points", before=before, after=after)]
    if n := sum(len(change.passing) for change in changes):
        said.append(ngettext("one check passes that failed", "%(n)s checks pass that failed", n))
    if n := sum(len(change.failing) for change in changes):
        said.append(ngettext("one check fails that passed", "%(n)s checks fail that passed", n))
    return ", ".join(said)


def _ignored(result: Result) -> list[str]:
    """The names, first those that seem to be meant for an exercise that has no file."""
    missing = [exercise.id for exercise in result.exercises if exercise.status == "missing"]
    near, others = list[str](), list[str]()
    for name in result.ignored:
        if exercise := meant(name, missing):
            near.append(_("%(name)s (did you mean %(near)s?)", name=name, near=f"{exercise}.py"))
        else:
            others.append(name)
    return near + others


def feedback(exercise: ExerciseResult) -> str:
    """The same on one exercise, as text without colour: there is no report, so every failed check is told."""
    exercise = retold_exercise(exercise)
    text = io.StringIO()
    console = Console(file=text, highlight=False, color_system=None, force_terminal=False, force_jupyter=False)
    print_table(console, _scores([exercise]))
    _sentences(console, exercise, most=len(exercise.checks))
    for note in _notes(exercise):
        console.print(escape(note), soft_wrap=True)
    return text.getvalue().rstrip()


def _notes(exercise: ExerciseResult) -> list[str]:
    return [_("Note: %(note)s.", note=one_line(note, 400)) for note in exercise.notes]


def print_table(console: Console, table: Table) -> None:
    """Without the blanks that fill up its last column."""
    with console.capture() as drawn:
        console.print(table)
    lines = (line.rstrip() for line in drawn.get().splitlines())
    console.file.write("".join(f"{line}\n" for line in lines))


def _scores(exercises: Iterable[ExerciseResult]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for exercise in exercises:
        colour = _COLOURS[exercise.status]
        score, status = f"{exercise.score:g}/{exercise.points:g}", _(STATUS_WORDS[exercise.status])
        table.add_row(escape(exercise.id), f"[{colour}]{score}[/]", f"[{colour}]{status}[/]")
    return table


def _why_no_check_ran(exercise: ExerciseResult) -> str:
    reading = next((check.reading for check in exercise.checks if check.reading), "")
    stop = "" if not reading or exercise.message.endswith((".", "?", "!")) else "."
    return f"{exercise.message}{stop} {reading}".rstrip()


def _sentences(console: Console, exercise: ExerciseResult, most: int = SENTENCES) -> None:
    if exercise.message:
        if exercise.status == "failed":
            frames = next((check.frames for check in exercise.checks if check.frames), [])
            _sentence(console, exercise, _MARKS["failed"], _("the whole file"), _why_no_check_ran(exercise))
            _quote(console, frames)
        return
    told: set[str] = set()
    wrong = [check for check in exercise.checks if check.status in _MARKS]
    for check in wrong:
        if check.message in told and check.status != "skipped":
            continue
        told.add(check.message)
        if len(told) > most:
            more = len(wrong) - most
            text = ngettext("… and one more check, on the report", "… and %(n)s more checks, on the report", more)
            console.print(f"  [dim]{text}[/]")
            break
        _sentence(console, exercise, _MARKS[check.status], check.title, check.message)
        _quote(console, check.frames)


def _sentence(console: Console, exercise: ExerciseResult, mark: str, about: str, message: str) -> None:
    _wrapped(console, f"[red]{mark}[/] ", f"[bold]{escape(exercise.id)}[/]  {escape(about)}")
    _wrapped(console, "    ", escape(one_line(message, 400)))


def _quote(console: Console, frames: list[Frame]) -> None:
    """The line of the student's that the error came out of."""
    if frames and (code := one_line(frames[-1].text, QUOTED)):
        place = sentence(say("{file}, line {line}", file=one_line(frames[-1].file, 80), line=frames[-1].line))
        _wrapped(console, "    [dim]>[/] ", f"[dim]{escape(place)}:[/] {escape(code)}")


def _wrapped(console: Console, start: str, words: str) -> None:
    """The words (markup) after `start`: on a terminal broken between words, each line below the first; piped one line,
    as `grep` wants it."""
    before = Text.from_markup(start)
    text = Text.from_markup(words)
    for line in text.wrap(console, max(console.width - before.cell_len, 20)) if console.is_terminal else [text]:
        console.print(before + line, soft_wrap=True)
        before = Text(" " * before.cell_len)
