"""For an error in a backward pass: the line of the forward pass that it is about, found in a second run."""

from __future__ import annotations

import re

import msgspec

from grader.explain.case import Case, Found, Search
from grader.explain.words import at
from grader.message import Message, say, worded
from grader.outcomes.outcome import Explanation, Frame
from grader.outcomes.result import CheckResult
from grader.sessions.failures import place_of
from grader.submission.source import Source
from grader.text import one_line

_IN_BACKWARD = re.compile(
    r"modified by an inplace operation|backward through the graph a second time|returned an (invalid|incorrect)"
)
"""Errors that torch raises in a backward pass because of something that came before it."""


def forward_lines(case: Case, found: Found) -> Search:
    """For the checks that have the first such error, after one run more, in which torch remembers the line of each
    operation. It takes the place of what the error says by itself, whose line is that of backward()."""
    wanted = [check for check in case.failed if _is_wanted(check)]
    check = next((check for check in case.checks if wanted and check.name == wanted[0].name), None)
    if check is None:
        return
    second = case.grading.in_anomaly_mode(case.exercise, case.source, check, case.deadline)
    if second.cause != "raised" or second.frames != wanted[0].frames or second.forward is None:
        return
    place = second.changed or second.forward
    said = _words(second.forward, second.changed, case.source)
    for each in (each for each in wanted if each.frames == wanted[0].frames):
        own = next((old for old in found[each.name] if old.source == "error"), None)
        if own is None:
            yield each.name, at(place, Explanation(source="error", text=said))
            continue
        found[each.name].remove(own)
        text = say("{message} {reading}", message=_again(each, own.text), reading=said)
        yield each.name, at(place, msgspec.structs.replace(own, text=text))


def _is_wanted(check: CheckResult) -> bool:
    return check.cause == "raised" and bool(_IN_BACKWARD.search(check.detail or check.message))


def _words(forward: Frame, changed: Frame | None, source: Source) -> Message:
    place, text = place_of(forward, source), one_line(forward.text, 120)
    step = say("{place} is the step that backward() cannot go back through: `{text}`.", place=place, text=text)
    if changed is None:
        return step
    place, text = place_of(changed, source), one_line(changed.text, 120)
    change = say("{place} changes what it needs in place: `{text}`.", place=place, text=text)
    return say("{message} {reading}", message=step, reading=change)


def _again(check: CheckResult, text: str) -> Message:
    """A text of a stored result as the message that it was made from."""
    return check.words[text].message() if text in check.words else worded(text)
