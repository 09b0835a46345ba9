"""Students whose answers have something in common besides a known mistake: a kind, or the same unexplained numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from grader.language import gettext as _
from grader.language import ngettext
from grader.language.kinds import KIND_WORDS

from .summary import ClassSummary, FailedCheck, StudentSummary

NAMED = 40
"""Students who are named with a group."""
Key = TypeVar("Key", bound=Hashable)
Link = Callable[[StudentSummary, FailedCheck], str]
_Members = dict[str, tuple[StudentSummary, list[FailedCheck]]]


@dataclass(frozen=True)
class Group:
    """words: what they have in common. about: where. who: (name, where it shows in their report), the first NAMED."""

    words: str
    about: str
    count: int
    who: list[tuple[str, str]]


def kinds(summary: ClassSummary, link: Link) -> list[Group]:
    """By kind of mistake, over all exercises, the most common first. A student counts once for each."""
    found = _grouped(summary, lambda finding: finding.kind)
    return [_of_kind(_(KIND_WORDS[kind]), members, link) for kind, members in _largest(found)]


def clusters(summary: ClassSummary, link: Link) -> list[Group]:
    """Of answers without an explanation those that answer alike, of two students at least, the largest first."""
    found = _grouped(summary, lambda finding: (finding.exercise, finding.cluster) if finding.cluster else None)
    shown: dict[Hashable, Group] = {}
    for (exercise, _cluster), members in _largest(found):
        if len(members) > 1:  # two checks that fail alike in the same answers are one group
            outline = summary.exercises[exercise]
            (_student, findings), *_rest = members.values()
            claims = " ".join(outline.checks[finding.check] for finding in findings)
            who = _who(members, link)
            shown.setdefault((exercise, frozenset(members)), Group(claims, outline.title, len(members), who))
    return list(shown.values())


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
