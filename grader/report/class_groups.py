"""Students whose answers have something in common besides a known mistake: a kind, or the same unexplained numbers."""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from grader.language import gettext as _
from grader.language import ngettext
from grader.language.kinds import KIND_WORDS

from .page import harmless
from .summary import ClassSummary, FailedCheck, Outline, StudentSummary

NAMED = 40
"""Students who are named with a group."""
Key = TypeVar("Key", bound=Hashable)
Link = Callable[[StudentSummary, FailedCheck], str]
_Members = dict[str, tuple[StudentSummary, list[FailedCheck]]]


@dataclass(frozen=True)
class Group:
    """words: what they have in common. about: where. who: (name, where it shows in their report), the first NAMED.
    command: what writes the draft of a mistake that would explain it; empty where there is a mistake."""

    words: str
    about: str
    count: int
    who: list[tuple[str, str]]
    command: str = ""


def kinds(summary: ClassSummary, link: Link) -> list[Group]:
    """By kind of mistake, over all exercises, the most common first. A student counts once for each."""
    found = _grouped(summary, lambda finding: finding.kind)
    return [_of_kind(_(KIND_WORDS[kind]), members, link) for kind, members in _largest(found)]


def clusters(summary: ClassSummary, link: Link) -> list[Group]:
    """Of answers without an explanation those that answer alike, of two students at least, the largest first. Checks
    that the same students fail alike are one group."""
    found = _grouped(summary, lambda finding: (finding.exercise, finding.cluster) if finding.cluster else None)
    merged: dict[tuple[int, frozenset[str]], tuple[_Members, set[int]]] = {}
    for (exercise, _cluster), members in _largest(found):
        checks = {finding.check for _student, findings in members.values() for finding in findings}
        merged.setdefault((exercise, frozenset(members)), (members, set()))[1].update(checks)
    return [
        _alike(summary.exercises[exercise], checks, members, link)
        for (exercise, _keys), (members, checks) in merged.items()
        if len(members) > 1
    ]


def _alike(outline: Outline, checks: set[int], members: _Members, link: Link) -> Group:
    claims = " ".join(outline.checks[check] for check in sorted(checks))
    command = f"grade new mistake {outline.id} --from {shlex.quote(str(harmless(next(iter(members)))))}"
    return Group(claims, outline.title, len(members), _who(members, link), command)


def _grouped(summary: ClassSummary, key: Callable[[FailedCheck], Key | None]) -> dict[Key, _Members]:
    found: dict[Key, _Members] = defaultdict(dict)
    for student in summary.students:
        for finding in student.findings:
            if (group := key(finding)) is not None:
                found[group].setdefault(student.key, (student, []))[1].append(finding)
    return found


def _largest(found: dict[Key, _Members]) -> Iterable[tuple[Key, _Members]]:
    return sorted(found.items(), key=lambda item: (-len(item[1]), str(item[0])))


def _of_kind(words: str, members: _Members, link: Link) -> Group:
    n = len({finding.exercise for _student, findings in members.values() for finding in findings})
    about = ngettext("in one exercise", "in %(n)s exercises", n)
    return Group(words, about, len(members), _who(members, link))


def _who(members: _Members, link: Link) -> list[tuple[str, str]]:
    return [(student.name, link(student, findings[0])) for student, findings in list(members.values())[:NAMED]]
