"""Off-schedule strength: what a fixed schedule lets through, drawn sizes catch."""

from __future__ import annotations

import pytest
from small_course import written

from grader.authoring.conditional import Condition, Twin, Twins
from grader.authoring.faults import Strength
from grader.authoring.strength import OffSchedule, weakness
from grader.authoring.trial import strict
from grader.courses import find
from grader.grading.grade import Grading

FILES = {
    "exercises/double.py": """
        import numpy as np

        def double(x: np.ndarray) -> np.ndarray:
            raise NotImplementedError
    """,
    "solutions/double/solution.py": "def double(x):\n    return 2 * x\n",
    "solutions/double/mistakes/square.py": "'''It squares.'''\n\ndef double(x):\n    return x * x\n",
    "solutions/double/equivalents.toml": None,
}
CHECKS = """
from grader import Exercise, agree, array

exercise = Exercise(title="Twice", allows=("numpy",), returns={{"double": array}})

@exercise.check(points=3, hint="Add it to itself.")
def it_is_twice_x(student, solution, data):
    '''The result is twice x.'''
{body}
"""
FIXED = "    agree(student.double, solution.double, data.normal(5))"
DRAWN = """\
    for turn in range(60):
        size, scale = int(300 ** data.number(0.0, 1.0)), 10 ** data.number(-3.0, 3.0)
        agree(student.double, solution.double, data.normal(size, scale=scale, dtype=("float32", "float64")[turn % 2]))
"""


@pytest.fixture
def tried(sandbox, tmp_path):
    """tried(body of the check, number of twins) -> what became of them, and the faults."""

    def run(body, number, seeds=1, checks=CHECKS, mistake=FILES["solutions/double/mistakes/square.py"]):
        changed = {
            "solutions/double/checks.py": checks.format(body=body),
            "solutions/double/mistakes/square.py": mistake,
        }
        course = find.load(written(tmp_path, **FILES | changed))
        off = OffSchedule(
            [Grading(course, sandbox, f"verify {n}") for n in range(seeds)], number, set(), lambda name: None
        )
        found = [fault for each in course.exercises.values() for fault in off.faults(each)]
        return off.found, [str(fault) for fault in found]

    return run


def test_a_fixed_schedule_lets_twins_escape(tried) -> None:
    found, faults = tried(FIXED, 40, seeds=2)
    escaped = {(each.kind, each.condition.split()[3]) for each in found.twins_escaped}
    assert (found.twins, faults) == (80, [])
    assert {("samples", "≤"), ("samples", ">"), ("float64", "float64,"), ("calls", "≤")} <= escaped
    assert found.percent < 60


def test_drawn_sizes_catch_them(tried) -> None:
    found, faults = tried(DRAWN, 40)
    assert (found.twins, faults) == (40, [])
    assert found.percent >= 95


def test_the_shares_add_up(tried) -> None:
    found, _ = tried(FIXED, 20)
    assert sum(share.twins for share in found.twins_by_kind) == found.twins == 20
    assert sum(share.caught for share in found.twins_by_kind) == found.twins_caught == 20 - len(found.twins_escaped)


def test_a_check_that_fails_itself_is_one_fault_and_catches_nothing(tried) -> None:
    breaks = "    x = data.normal(5)\n    assert abs(student.double(x) - solution.double(x)).max() < 1e-6\n"
    found, faults = tried(breaks + FIXED, 12)
    assert (found.twins, found.twins_caught) == (12, 0)
    (fault,) = faults
    assert "cannot be graded; the check it_is_twice_x fails itself: the grader itself failed: AssertionError" in fault


@pytest.mark.parametrize("body", ["return x * x.tolist()", "while True:\n        pass"])
def test_what_is_forbidden_or_never_ends_does_not_count(tried, monkeypatch, body) -> None:
    monkeypatch.setattr("grader.authoring.trial.MUTANT_CALL_S", 0.5)
    checks = CHECKS.replace('allows=("numpy",)', 'allows=("numpy",), forbids_names=("tolist",)')
    mistake = f'"""It is wrong."""\n\ndef double(x):\n    {body}\n'
    found, _ = tried(DRAWN, 20, checks=checks, mistake=mistake)
    assert found.twins == found.twins_caught < 20


@pytest.mark.parametrize(("calls", "status"), [(2, "passed"), (3, "failed")])
def test_calls_are_counted_in_a_worker(sandbox, tmp_path, calls, status) -> None:
    checks = CHECKS.format(body="\n".join([FIXED] * calls))
    course = find.load(written(tmp_path, **FILES | {"solutions/double/checks.py": checks}))
    exercise = course.exercises["double"]
    wrong = next(Twins(exercise, with_mutants=False).draw(1, "s")).wrong
    twin = Twin(wrong, ("double",), Condition("calls", 2))
    assert strict(Grading(course, sandbox, "s")).grade(exercise, twin.source(exercise)).status == status


@pytest.mark.parametrize("name", ["mse_gradient", "chain_rule", "sine_tensors", "custom_backward", "vjp"])
def test_a_twin_of_two_right_answers_is_right(name, course, sandbox) -> None:
    exercise = course.exercises[name]
    result = strict(Grading(course, sandbox, "s")).grade(exercise, Twins(exercise, False).control().source(exercise))
    assert result.status == "passed", result


def test_an_exercise_whose_twins_cannot_be_judged_is_a_fault(sandbox, tmp_path) -> None:
    solution = "import sys\nassert 'right' not in sys.modules\ndef double(x):\n    return 2 * x\n"
    files = FILES | {"solutions/double/checks.py": CHECKS.format(body=FIXED), "solutions/double/solution.py": solution}
    course = find.load(written(tmp_path, **files))
    off = OffSchedule([Grading(course, sandbox, "s")], 4, set(), lambda name: None)
    (fault,) = off.faults(course.exercises["double"])
    assert "two solutions in one file lose points" in str(fault)
    assert off.found.twins == 0


def test_too_small_a_share_is_a_fault_once_there_are_enough_twins() -> None:
    assert weakness(Strength(twins=99, twins_caught=0)) == []
    assert weakness(Strength(twins=100, twins_caught=95)) == []
    (fault,) = weakness(Strength(twins=200, twins_caught=189))
    assert str(fault).startswith("the checks catch 94.5 % of 200 conditional twins, 95 % are asked for; draw sizes")
