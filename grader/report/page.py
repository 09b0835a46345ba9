"""The student's report: one HTML file that needs nothing else, runs nothing and asks nobody.

Student's text reaches the page through autoescape alone (source.py escapes what it colours), and the page's policy
forbids every script and request besides. The order of the page: how did I do, what is wrong, why, what do I try next.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from grader import language
from grader.language import N_, ngettext
from grader.language import gettext as _
from grader.language.statuses import STATUS_WORDS
from grader.outcomes.history import NOTHING, Before
from grader.outcomes.result import CheckResult, ExerciseResult, Result, exercise_for_student, for_student
from grader.text import printable

from .bars import attempt_bars, segments
from .compiled import CompiledTemplates
from .explained import place_of
from .findings import Finding, ends, findings
from .source import Listing, listing

MOST_BYTES = 300_000
"""A page is never larger: what does not fit is left out, with a word where."""
SOURCE, OUTPUT = 170_000, 16_000
"""Characters of HTML for all sources together, and of each exercise's captured output (its first and its last half)."""
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

LINE_WORDS = {
    "raised": N_("It failed in this line:"),
    "through": N_("The error passed through this line:"),
    "pointed": N_("The explanation is about this line:"),
}
"""By the kind of a line in a listing."""


@dataclass(frozen=True)
class Section:
    """An exercise as the page tells it. anchor: what its ids begin with. earlier: when it was graded, if not now."""

    anchor: str
    exercise: ExerciseResult
    findings: list[Finding]
    source: list[Listing]
    output: str
    earlier: str = ""

    def pointing(self, label: str, line: int) -> Finding | None:
        """The first finding whose explanation points at the line."""
        places = ((finding, finding.why.place) for finding in self.findings if finding.why)
        return next((f for f, place in places if place and (place.label, place.line) == (label, line)), None)

    @property
    def wrong(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.check.status in ("failed", "ungraded")]


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
            segments=segments(result),
            before=before,
            bars=attempt_bars(before.moments, result.points),
            open_points=sum(c.points for e in result.exercises for c in e.checks if c.status == "ungraded"),
        )
    )


def fragment(exercise: ExerciseResult, anchor: str) -> str:
    """One exercise as HTML that a notebook shows among its own; no other id there may begin with `anchor`."""
    shown = language.retold_exercise(exercise_for_student(exercise))
    return environment().get_template("fragment.html").render(section=_section(shown, anchor, Room()))


@cache
def environment() -> Environment:
    templates = Path(__file__).parent / "templates"
    environment = Environment(
        loader=FileSystemLoader(templates),
        bytecode_cache=CompiledTemplates(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=harmless,
        auto_reload=False,
    )
    environment.globals.update(MARKS=MARKS, WORDS=STATUS_WORDS, LINE_WORDS=LINE_WORDS, outcome_words=_outcome_words)
    environment.filters.update(score=_score, moment=_moment, coded=_coded)
    language.into(environment)
    return environment


def harmless(value: Any) -> Any:
    """Whatever is put on the page: no character of it is obeyed. Almost all text takes the short way."""
    if not isinstance(value, str) or isinstance(value, Markup) or value.replace("\n", "").isprintable():
        return value
    return printable(value)


def _coded(text: str) -> Markup:
    """A sentence with what stands between backticks as code. A line that is quoted may have one of its own."""
    parts = str(harmless(text)).split("`")
    if len(parts) % 2 == 0:
        return escape("`".join(parts))
    return Markup("").join(Markup("<code>{}</code>").format(part) if i % 2 else part for i, part in enumerate(parts))


def _section(exercise: ExerciseResult, anchor: str, room: Room) -> Section:
    source = _source(exercise, anchor, room.source)
    ids = {(piece.label, line.number): f"{piece.anchor}-{line.number}" for piece in source for line in piece.lines}
    return Section(
        anchor, exercise, list(findings(exercise, ids, room.figures)), source, ends(exercise.stdout, room.output)
    )


def _source(exercise: ExerciseResult, anchor: str, room: int) -> list[Listing]:
    failing: dict[str, dict[int, str]] = {}
    for check in exercise.checks:
        for frame in check.frames:
            failing.setdefault(frame.file, {}).setdefault(frame.line, "through")
        if check.frames:
            failing[check.frames[-1].file][check.frames[-1].line] = "raised"
    for place in filter(None, (place_of(check.explanation, exercise) for check in exercise.checks)):
        lines = failing.setdefault(place.label, {})
        if lines.get(place.line) != "raised":
            lines[place.line] = "pointed"
    pieces: list[Listing] = []
    for i, piece in enumerate(exercise.source, 1):
        if pieces and not pieces[-1].lines and piece.label not in failing:
            continue  # a notebook may have thousands of cells: one word for all that are left out
        text = str(harmless(piece.text))
        pieces.append(listing(piece.label, f"{anchor}-{i}", text, failing.get(piece.label, {}), room))
        room -= pieces[-1].cost
    return pieces


def _outcome_words(check: CheckResult) -> str:
    return _(STATUS_WORDS[check.status] if check.cause is None else CAUSE_WORDS[check.cause])


def _score(score: float, points: float) -> str:
    return ngettext("%(score)s of 1 point", "%(score)s of %(n)s points", points, score=f"{score:g}")


def _moment(graded_at: str) -> str:
    return graded_at.replace("T", " ").replace("Z", " UTC")
