"""What the class's page tells its script: the words it says and the table of students, as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import quote

from markupsafe import Markup

from grader.language import N_
from grader.language import gettext as _
from grader.language.statuses import STATUS_WORDS

from .page import harmless
from .summary import ClassSummary, ExerciseCell, StudentSummary

CODES = {"passed": "p", "failed": "f", "not_attempted": "n", "missing": "m", "ungraded": "u", "absent": "a"}
SCRIPT_WORDS = {
    "p": STATUS_WORDS["passed"],
    "f": STATUS_WORDS["failed"],
    "n": STATUS_WORDS["not_attempted"],
    "m": STATUS_WORDS["missing"],
    "u": STATUS_WORDS["ungraded"],
    "a": N_("absent"),
    "i": N_("incomplete"),
    "nothing": N_("not graded yet"),
    "late": N_("late"),
    "count": N_("%(n)s of %(all)s students"),
    "page": N_("Page %(n)s of %(all)s"),
    "nobody": N_("No student matches."),
    "score": N_("%(score)s of %(points)s"),
    "overridden": N_("changed by hand"),
    "attempt": N_("attempt %(n)s of %(all)s counts"),
    "attempts": N_("%(n)s attempts"),
    "tokens": N_("%(n)s of %(all)s late days"),
    "due": N_("more time: until %(when)s"),
}
"""What the script says."""


def script_data(summary: ClassSummary, report: str, mistakes: Sequence[tuple[str, str, str]]) -> Markup:
    """JSON that can stand inside a script element. report: the file in a student's folder. mistakes: (title of its
    exercise, name, words) of each, in the order in which the page shows them."""
    places = {(exercise, name): index for index, (exercise, name, _words) in enumerate(mistakes)}
    document = {
        "report": report,
        "words": {name: _(words) for name, words in SCRIPT_WORDS.items()},
        "exercises": [[e.id, e.title, e.points] for e in summary.exercises],
        "mistakes": [f"{words} ({exercise})" for exercise, _name, words in mistakes],
        "tokens": summary.tokens,
        "students": [_row(student, places, [e.title for e in summary.exercises]) for student in summary.students],
    }
    text = json.dumps(document, ensure_ascii=True, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _row(student: StudentSummary, mistakes: dict[tuple[str, str], int], titles: list[str]) -> list[object]:
    cells = [[CODES.get(cell.status, "u"), _short(cell.score), *_rest(cell, student)] for cell in student.cells]
    found: dict[int, tuple[int, int]] = {}
    for f in student.findings:
        if f.mistake:
            found.setdefault(mistakes[titles[f.exercise], f.mistake], (f.exercise, f.check + 1))
    return [
        quote(student.key, safe=""),
        str(harmless(student.name)),
        student.status[0],
        _short(student.score),
        int(student.late),
        cells,
        list(found.items()),
        student.attempts,
        student.tokens,
    ]


def _short(score: float | None) -> float | None:
    """A class of 10,000 has 150,000 of them."""
    return int(score) if score is not None and score.is_integer() else score


def _rest(cell: ExerciseCell, student: StudentSummary) -> list[object]:
    about = _about(cell, student)
    return [int(cell.overridden), *about] if cell.overridden or about else []


def _about(cell: ExerciseCell, student: StudentSummary) -> list[object]:
    """The attempt that counts and when it was handed in, where there are several; until when there was more time."""
    several = student.attempts > 1 and cell.attempt is not None
    about: list[object] = [cell.attempt, _moment(cell.submitted_at)] if several else []
    if cell.due:
        about = [*(about or [0, ""]), _moment(cell.due)]
    return about


def _moment(at: str | None) -> str:
    return (at or "").replace("T", " ").replace("Z", " UTC")
