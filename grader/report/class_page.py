"""The class's page: how the scores are spread, which checks are hard, which mistakes are common and who made them.

One HTML file that needs no server and asks nobody. It carries one script of ours, allowed by its hash, that sorts and
filters the table of students; their names reach the page as JSON and the table as text, never as HTML.
"""

from __future__ import annotations

import base64
import hashlib
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import msgspec
from markupsafe import Markup

from grader.files import write_page
from grader.language import sentence

from .class_exercises import ExercisePart, exercises
from .class_groups import NAMED, Group, clusters, kinds
from .class_script import script_data
from .losses import in_words
from .page import environment
from .remarks import HEADINGS
from .summary import ClassSummary, FailedCheck, StudentSummary, summary_of

if TYPE_CHECKING:
    from grader.courses.course import Course
    from grader.gradebook import Gradebook
    from grader.people import Problem

TEMPLATES = Path(__file__).parent / "templates"
BINS = 10


@dataclass(frozen=True)
class Bin:
    """Scores from `low` percent on; height: in percent of the highest bin."""

    low: int
    high: int
    count: int
    height: float


@dataclass(frozen=True)
class MistakePart:
    """index: as the script knows it. who: (name, where it shows in their report), the first NAMED."""

    index: int
    name: str
    words: str
    exercise: str
    text: str
    count: int
    who: list[tuple[str, str]]


class ClassView:
    """The summary, counted for the template."""

    def __init__(self, summary: ClassSummary, report: str) -> None:
        self.summary, self._report = summary, report

    @cached_property
    def scored(self) -> list[float]:
        """Percent of the points, of everyone who has a score."""
        return sorted(100 * s.score / s.points for s in self.summary.students if s.score is not None and s.points)

    @property
    def remarks(self) -> list[tuple[str, str, list[str]]]:
        """(kind, heading, lines), in the order of HEADINGS."""
        by_kind = {kind: [r.text for r in self.summary.remarks if r.kind == kind] for kind in HEADINGS}
        return [(kind, HEADINGS[kind](len(lines)), lines) for kind, lines in by_kind.items() if lines]

    def having(self, status: str) -> int:
        return sum(student.status == status for student in self.summary.students)

    @property
    def ungraded(self) -> int:
        """Students with work that the grader failed at."""
        return sum(any(cell.ungraded for cell in student.cells) for student in self.summary.students)

    @property
    def by_hand(self) -> int:
        """Students who handed nothing in and were given a score for some exercises."""
        return sum(s.status == "incomplete" and not s.handed_in for s in self.summary.students)

    @property
    def pending(self) -> int:
        """Students of whose work people have yet to grade a part."""
        waiting = (s for s in self.summary.students if s.status == "incomplete" and s.pending)
        return sum(not any(cell.ungraded for cell in student.cells) for student in waiting)

    @property
    def elsewhere(self) -> int:
        """Students who are incomplete since they were not graded on everything."""
        return self.having("incomplete") - self.ungraded - self.pending - self.by_hand

    @property
    def median(self) -> float:
        return statistics.median(self.scored) if self.scored else 0.0

    @property
    def mean(self) -> float:
        return statistics.fmean(self.scored) if self.scored else 0.0

    @property
    def full(self) -> int:
        return sum(percent >= 100 for percent in self.scored)

    @property
    def bins(self) -> list[Bin]:
        counts = Counter(min(int(percent * BINS / 100), BINS - 1) for percent in self.scored)
        most = max(counts.values(), default=1)
        width = 100 // BINS
        return [Bin(i * width, (i + 1) * width, counts[i], 100 * counts[i] / most) for i in range(BINS)]

    @property
    def exercises(self) -> list[ExercisePart]:
        return exercises(self.summary)

    @cached_property
    def mistakes(self) -> list[MistakePart]:
        """The most common first. A student counts once for each."""
        who: dict[tuple[int, str], list[tuple[StudentSummary, FailedCheck]]] = defaultdict(list)
        for student in self.summary.students:
            firsts: dict[tuple[int, str], FailedCheck] = {}
            for finding in student.findings:
                if finding.mistake:
                    firsts.setdefault((finding.exercise, finding.mistake), finding)
            for key, finding in firsts.items():
                who[key].append((student, finding))
        ordered = sorted(who.items(), key=lambda item: (-len(item[1]), item[0]))
        return [self._mistake(index, *item) for index, item in enumerate(ordered)]

    def _mistake(self, index: int, key: tuple[int, str], who: list[tuple[StudentSummary, FailedCheck]]) -> MistakePart:
        outline = self.summary.exercises[key[0]]
        return MistakePart(
            index=index,
            name=key[1],
            words=in_words(key[1]),
            exercise=outline.title,
            text=self.summary.mistakes.get(f"{outline.id}/{key[1]}", ""),
            count=len(who),
            who=[(student.name, self.link(student, finding)) for student, finding in who[:NAMED]],
        )

    @property
    def kinds(self) -> list[Group]:
        return kinds(self.summary, self.link)

    @property
    def clusters(self) -> list[Group]:
        return clusters(self.summary, self.link)

    def link(self, student: StudentSummary, finding: FailedCheck) -> str:
        place = f"{self.summary.exercises[finding.exercise].id}-check-{finding.check + 1}"
        return f"{quote(student.key, safe='')}/{quote(self._report)}#{quote(place)}"

    @property
    def data(self) -> Markup:
        return script_data(self.summary, self._report, [(m.exercise, m.name, m.words) for m in self.mistakes])


def write(out: Path, book: Gradebook, course: Course, problems: Iterable[Problem] = (), graded_at: str = "") -> None:
    """Writes the class's page to out/index.html. problems: what there is to say of the input. Raises UsageError."""
    write_page(out / "index.html", render(summary_of(course, book.outcomes(course), problems, graded_at)))


def render(summary: ClassSummary, report: str = "index.html") -> str:
    """The page as HTML text. report: the file in a student's folder that the links lead to."""
    script = Markup((TEMPLATES / "class.js").read_text(encoding="utf-8"))
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    summary = _retold(summary)
    view = ClassView(summary, report)
    return environment().get_template("class.html").render(view=view, summary=summary, script=script, digest=digest)


def _retold(summary: ClassSummary) -> ClassSummary:
    """The course's words in the language of the moment."""
    outlines = [
        msgspec.structs.replace(e, title=sentence(e.title), checks=[sentence(title) for title in e.checks])
        for e in summary.exercises
    ]
    remarks = [msgspec.structs.replace(remark, text=sentence(remark.text, remark.words)) for remark in summary.remarks]
    mistakes = {name: sentence(text) for name, text in summary.mistakes.items()}
    return msgspec.structs.replace(
        summary, course=sentence(summary.course), exercises=outlines, mistakes=mistakes, remarks=remarks
    )
