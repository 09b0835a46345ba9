"""The student's report: one HTML file that needs nothing else, runs nothing and asks nobody.

Student's text reaches the page through autoescape alone (source.py escapes what it colours), and the page's policy
forbids every script and request besides. The order of the page: how did I do, what is wrong, why, what do I try next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from grader import language
from grader.language import N_, ngettext
from grader.language import gettext as _
from grader.language.statuses import STATUS_WORDS
from grader.outcomes.history import NOTHING, Before
from grader.outcomes.outcome import Frame
from grader.outcomes.result import CheckResult, ExerciseResult, Result, exercise_for_student, for_student
from grader.text import printable

from .figures import Figures, figures_of
from .source import Listing, listing

MOST_BYTES = 300_000
"""A page is never larger: what does not fit is left out, with a word where."""
SOURCE, OUTPUT = 170_000, 16_000
"""Characters of HTML for all sources together, and of each exercise's captured output (its first and its last half)."""
SHOWN_TEXT, SHOWN_LINE = 4_000, 300
"""Characters of any one message, which may hold what a student raised, and of a line in a traceback."""

Audience = Literal["student", "instructor"]

CAUSE_WORDS = {
    "wrong_value": N_("wrong value"),
    "wrong_gradient": N_("wrong gradient"),
    "wrong_trajectory": N_("wrong trajectory"),
    "wrong_state": N_("wrong state"),
    "wrong_shape": N_("wrong shape"),
    "wrong_type": N_("wrong type"),
    "not_finite": N_("not finite"),
    "missing_name": N_("missing name"),
    "wrong_signature": N_("wrong signature"),
    "syntax_error": N_("syntax error"),
    "raised": N_("raised an error"),
    "timed_out": N_("timed out"),
    "out_of_memory": N_("out of memory"),
    "died": N_("the process died"),
    "forbidden": N_("not allowed here"),
    "too_much_output": N_("too much output"),
}
MARKS = {"passed": "✓", "failed": "✗", "skipped": "–", "not_attempted": "○", "missing": "○", "ungraded": "!"}


@dataclass(frozen=True)
class Finding:
    """A check as the page tells it. explanation: what helps most. found, reading: what was seen, and what is generally
    true of it. told_by: the earlier check that gave the same explanation. frames: each with its line's id, if shown."""

    check: CheckResult
    number: int
    explanation: str
    found: str
    reading: str
    told_by: int | None
    figures: Figures
    frames: list[tuple[Frame, str | None]]


@dataclass(frozen=True)
class Section:
    """An exercise as the page tells it. anchor: what its ids begin with. earlier: when it was graded, if not now."""

    anchor: str
    exercise: ExerciseResult
    findings: list[Finding]
    source: list[Listing]
    output: str
    earlier: str = ""

    @property
    def wrong(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.check.status in ("failed", "ungraded")]


@dataclass(frozen=True)
class Segment:
    """An exercise's part of the score bar, in percent of its width. got: the part of it that was earned."""

    x: float
    width: float
    got: float
    status: str


def render(result: Result, audience: Audience = "student", before: Before = NOTHING) -> str:
    """The page as HTML text that encodes to UTF-8, below MOST_BYTES unless the texts of the course alone exceed it.

    A student's page says of a hidden check no more than its title, its outcome and its hint.
    """
    shown = language.retold(for_student(result) if audience == "student" else result)
    text = _page(shown, before, Room())
    for room in (Room(SOURCE // 3, OUTPUT // 5), Room(SOURCE // 10, OUTPUT // 20, figures=False)):
        if len(text.encode()) <= MOST_BYTES:
            break
        text = _page(shown, before, room)
    return text


@dataclass(frozen=True)
class Room:
    """How much of what could be shown is shown."""

    source: int = SOURCE
    output: int = OUTPUT
    figures: bool = True


def _page(result: Result, before: Before, room: Room) -> str:
    with_source = sum(bool(exercise.source) for exercise in result.exercises) or 1
    each = replace(room, source=room.source // with_source)
    spare = 0
    sections = []
    for exercise in sorted(result.exercises, key=lambda e: sum(len(piece.text) for piece in e.source)):
        given = each.source + spare
        sections.append(_section(exercise, exercise.id, replace(each, source=given)))
        spare = given - sum(piece.cost for piece in sections[-1].source) if exercise.source else spare
    order = {exercise.id: i for i, exercise in enumerate(result.exercises)}
    sections = [replace(section, earlier=before.earlier.get(section.anchor, "")) for section in sections]
    sections.sort(key=lambda section: order[section.anchor])
    return (
        environment()
        .get_template("page.html")
        .render(
            result=result,
            sections=sections,
            segments=_segments(result),
            open_points=sum(c.points for e in result.exercises for c in e.checks if c.status == "ungraded"),
        )
    )


def fragment(exercise: ExerciseResult, anchor: str) -> str:
    """One exercise as HTML that a notebook shows among its own; no other id there may begin with `anchor`."""
    shown = language.retold_exercise(exercise_for_student(exercise))
    return environment().get_template("fragment.html").render(section=_section(shown, anchor, Room()))


@cache
def environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=harmless,
        auto_reload=False,
    )
    environment.globals.update(MARKS=MARKS, WORDS=STATUS_WORDS, outcome_words=_outcome_words)
    environment.filters.update(score=_score, moment=_moment)
    language.into(environment)
    return environment


def harmless(value: Any) -> Any:
    """Whatever is put on the page: no character of it is obeyed. Almost all text takes the short way."""
    if not isinstance(value, str) or isinstance(value, Markup) or value.replace("\n", "").isprintable():
        return value
    return printable(value)


def _section(exercise: ExerciseResult, anchor: str, room: Room) -> Section:
    source = _source(exercise, anchor, room.source)
    ids = {(piece.label, line.number): f"{piece.anchor}-{line.number}" for piece in source for line in piece.lines}
    return Section(anchor, exercise, list(_findings(exercise, ids, room)), source, _ends(exercise.stdout, room.output))


def _findings(exercise: ExerciseResult, ids: dict[tuple[str, int], str], room: Room) -> Iterator[Finding]:
    told: dict[str, int] = {}
    for number, check in enumerate(exercise.checks, 1):
        reading = check.reading or ""  # which the stored message ends with
        found = (check.detail if check.mistake and check.detail else check.message).removesuffix(reading).strip()
        yield Finding(
            check=check,
            number=number,
            explanation=_ends(check.message if check.mistake else found, SHOWN_TEXT),
            found=_ends(found, SHOWN_TEXT) if check.mistake else "",
            reading=_ends(reading, SHOWN_TEXT),
            told_by=None if check.hidden else told.get(check.message),
            figures=figures_of(check) if room.figures else Figures(),
            frames=[
                (msgspec.structs.replace(f, text=_ends(f.text.strip(), SHOWN_LINE)), ids.get((f.file, f.line)))
                for f in check.frames
            ],
        )
        if check.message:
            told.setdefault(check.message, number)


def _source(exercise: ExerciseResult, anchor: str, room: int) -> list[Listing]:
    failing: dict[str, dict[int, str]] = {}
    for check in exercise.checks:
        for frame in check.frames:
            failing.setdefault(frame.file, {}).setdefault(frame.line, "through")
        if check.frames:
            failing[check.frames[-1].file][check.frames[-1].line] = "raised"
    pieces: list[Listing] = []
    for i, piece in enumerate(exercise.source, 1):
        if pieces and not pieces[-1].lines and piece.label not in failing:
            continue  # a notebook may have thousands of cells: one word for all that are left out
        text = str(harmless(piece.text))
        pieces.append(listing(piece.label, f"{anchor}-{i}", text, failing.get(piece.label, {}), room))
        room -= pieces[-1].cost
    return pieces


def _ends(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    left_out = _("… %(n)s characters are left out …", n=f"{len(text) - length:,}")
    return f"{text[: length // 2]}\n{left_out}\n{text[-length // 2 :]}"


def _segments(result: Result) -> list[Segment]:
    total, x, segments = sum(e.points for e in result.exercises) or 1.0, 0.0, []
    for exercise in result.exercises:
        width = 100 * exercise.points / total
        got = 100 * exercise.score / total
        segments.append(Segment(round(x, 2), round(width, 2), round(got, 2), exercise.status))
        x += width
    return segments


def _outcome_words(check: CheckResult) -> str:
    return _(STATUS_WORDS[check.status] if check.cause is None else CAUSE_WORDS[check.cause])


def _score(score: float, points: float) -> str:
    return ngettext("%(score)s of 1 point", "%(score)s of %(n)s points", points, score=f"{score:g}")


def _moment(graded_at: str) -> str:
    return graded_at.replace("T", " ").replace("Z", " UTC")
