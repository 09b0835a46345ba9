"""What the class's page and its script say, by the statuses of students and by what there is to remark."""

from __future__ import annotations

from collections.abc import Callable

from grader.intake.class_input import Kind
from grader.language import N_, ngettext
from grader.language.statuses import STATUS_WORDS

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
    "nobody": N_("Nobody is like that."),
    "score": N_("%(score)s of %(points)s"),
    "overridden": N_("changed by hand"),
}
"""What the script says."""
REMARKS: dict[Kind, Callable[[int], str]] = {
    "name": lambda n: ngettext(
        "One file was not graded because of its name: is it meant for an exercise?",
        "%(n)s files were not graded because of their names: are they meant for exercises?",
        n,
    ),
    "unread": lambda n: ngettext(
        "One thing in the input could not be read.", "%(n)s things in the input could not be read.", n
    ),
    "roster": lambda n: ngettext("One note on who is in the class.", "%(n)s notes on who is in the class.", n),
    "other": lambda n: ngettext("One note on what was handed in.", "%(n)s notes on what was handed in.", n),
}
"""The headings of what there is to say about how the work came in, what asks for an answer first."""
