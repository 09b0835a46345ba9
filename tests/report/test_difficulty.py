"""How hard a check is, and what it says of the rest."""

from __future__ import annotations

import random
import statistics

import pytest

from grader.report.difficulty import LEAST, CheckFigures, figures
from grader.report.summary import ClassSummary, ExerciseCell, FailedCheck, Outline, StudentSummary

SIZES = (3, 2)


def student(*failed: tuple[int, int], skipped: tuple[tuple[int, int], ...] = (), left: str = "") -> StudentSummary:
    """left: what the second exercise is instead of graded."""
    cells = [
        ExerciseCell("failed" if any(e == i for e, _ in failed) else "passed", 1.0) for i, _size in enumerate(SIZES)
    ]
    if left:
        cells[1] = ExerciseCell(left, 0.0)
    findings = [FailedCheck(e, c) for e, c in failed]
    return StudentSummary("k", "n", "graded", 1.0, 2.0, cells, findings, skipped=[*skipped])


def of(students: list[StudentSummary]) -> list[list[CheckFigures]]:
    outlines = [Outline(f"e{i}", "E", 1.0, [f"c{j}" for j in range(size)]) for i, size in enumerate(SIZES)]
    return figures(ClassSummary(course="C", exercises=outlines, students=students))


def by_hand(students: list[StudentSummary], e: int, c: int) -> float:
    passes, rests = list[float](), list[float]()
    for each in students:
        graded = [cell.status in ("passed", "failed") for cell in each.cells]
        there = [(i, j) for i, size in enumerate(SIZES) if graded[i] for j in range(size)]
        there = [place for place in there if place not in each.skipped]
        if (e, c) in there:
            failed = {(f.exercise, f.check) for f in each.findings}
            others = [place not in failed for place in there if place != (e, c)]
            passes.append(float((e, c) not in failed))
            rests.append(sum(others) / len(others))
    return statistics.correlation(passes, rests)


def test_the_correlation_is_of_a_check_with_the_share_of_all_others() -> None:
    chance = random.Random(4)
    places = [(e, c) for e, size in enumerate(SIZES) for c in range(size)]
    students = []
    for i in range(60):
        skill, left = chance.random(), "missing" if i % 7 == 0 else ""
        skipped = ((0, 2),) if i % 5 == 0 else ()
        there = [p for p in places if p not in skipped and not (left and p[0] == 1)]
        students.append(student(*(p for p in there if chance.random() > skill), skipped=skipped, left=left))
    found = of(students)
    for e, c in places:
        assert found[e][c].correlation == pytest.approx(by_hand(students, e, c))
    assert [check.graded for check in found[0]] == [60, 60, 48]
    assert [check.graded for check in found[1]] == [51, 51]


def test_below_thirty_students_nothing_is_said() -> None:
    some = [student((0, 0)) for _ in range(10)] + [student() for _ in range(LEAST - 11)]
    assert of(some)[0][0].correlation is None and of(some)[0][0].words == ""
    enough = of([*some, student()])[0][0]
    assert enough.words == "Most who fail this one pass everything else."


def several(*kinds: tuple[int, tuple[tuple[int, int], ...]]) -> list[list[CheckFigures]]:
    return of([student(*failed) for count, failed in kinds for _ in range(count)])


WEAK = ((0, 0), (0, 1), (1, 0), (1, 1))


@pytest.mark.parametrize(
    ("kinds", "says"),
    [
        (((40, ()),), "Everybody passes it."),
        (((40, ((0, 0),)),), "Nobody passes it: is it right, and is it said what is asked?"),
        (((30, ()), (8, ((0, 0),)), (4, WEAK)), "Most who fail this one pass everything else."),
        (((30, ()), (10, WEAK)), "Most who fail this one fail others, too."),
        (((20, ((0, 1), (1, 0))), (9, ((0, 0), (1, 1)))), ""),
        (((30, ((0, 1), (1, 0))), (4, ((0, 0),))), "Who passes this one does worse elsewhere: look at it again, "
         "it may judge wrongly."),
        (((20, ()), (20, ((1, 0),)), (10, ((0, 0), (1, 0))), (9, ((0, 0),))), "Passing it says little about the rest."),
        (((36, ()), (2, ((0, 0),))), ""),
    ],
)  # fmt: skip
def test_the_sentence_says_what_is_odd_about_a_check(kinds, says) -> None:
    assert several(*kinds)[0][0].words == says


def test_who_is_graded_on_one_check_alone_has_no_rest() -> None:
    lonely = [student((0, 0), skipped=((0, 1), (0, 2)), left="missing") for _ in range(LEAST)]
    found = of([*lonely, *(student() for _ in range(LEAST))])[0][0]
    assert (found.graded, found.failed, found.alone) == (2 * LEAST, LEAST, 0)
