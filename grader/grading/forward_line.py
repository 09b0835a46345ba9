"""For an error in a backward pass: the line of the forward pass that it is about, found in a second run."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence

from grader.courses.spec import Check
from grader.message import say
from grader.outcomes.outcome import Frame, Outcome
from grader.sessions.failures import place_of
from grader.submission.source import Source
from grader.text import one_line

log = logging.getLogger("grader")

_IN_BACKWARD = re.compile(
    r"modified by an inplace operation|backward through the graph a second time|returned an (invalid|incorrect)"
)
"""Errors that torch raises in a backward pass because of something that came before it."""

Found = tuple[Check, Outcome]


def with_forward_line(outcomes: Sequence[Found], source: Source, again: Callable[[Check], Outcome]) -> list[Found]:
    """The outcomes, with one sentence more in the reading of those that have the first such error. Nothing else
    changes, whatever happens in the second run.

    again: what the check finds where torch remembers the line of each operation. It is called at most once.
    """
    wanted = next(((check, outcome) for check, outcome in outcomes if _is_wanted(check, outcome)), None)
    if wanted is None:
        return list(outcomes)
    check, first = wanted
    try:
        second = again(check)
    except Exception as error:  # the verdict is there already: this only adds to its words
        log.info("no second run of the check %s: %s", check.name, error)
        return list(outcomes)
    if not _same(first, second) or second.forward is None:
        return list(outcomes)
    return [
        (check, _told(outcome, second.forward, source) if _same(outcome, first) else outcome)
        for check, outcome in outcomes
    ]


def _is_wanted(check: Check, outcome: Outcome) -> bool:
    return not check.hidden and outcome.cause == "raised" and bool(_IN_BACKWARD.search(str(outcome.fingerprint)))


def _same(a: Outcome, b: Outcome) -> bool:
    """The same kind of error in the same place; torch's own words count versions, which may differ."""
    return a.cause == b.cause and a.frames == b.frames


def _told(outcome: Outcome, forward: Frame, source: Source) -> Outcome:
    place, text = place_of(forward, source), one_line(forward.text, 120)
    words = say("{place} is the step that backward() cannot go back through: `{text}`.", place=place, text=text)
    reading = say("{message} {reading}", message=outcome.reading, reading=words) if outcome.reading else words
    return outcome.replaced(reading=reading, forward=forward)
