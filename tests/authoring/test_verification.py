"""`grade verify` on a course of one small exercise: first a sound one, then with one thing broken at a time."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from command_line import grade
from small_course import FILES, written

from grader.authoring.verification import Verification, _definitions, stray_files
from grader.courses import find
from grader.grading.grade import Grading
from grader.submission.source import Source


@pytest.fixture
def faults(sandbox, tmp_path):
    """faults({file: text}, …) -> what verify says of the small course with these files, and its counts."""

    def run(changed=None, with_mutants=False, seeds=1):
        course = find.load(written(tmp_path, **(changed or {})))
        verification = Verification(course, sandbox, seeds, with_mutants)
        found = [*stray_files(course), *(f for e in course.exercises.values() for f in verification.faults(e))]
        return [str(fault) for fault in found], verification.counts

    return run


def test_a_sound_course_has_no_faults(faults) -> None:
    found, counts = faults(with_mutants=True, seeds=2)
    assert found == []
    assert (counts.exercises, counts.solutions, counts.stubs) == (1, 1, 1)
    assert (counts.mistakes, counts.mistakes_named) == (1, 1)
    assert (counts.mutants_survived, counts.mutants_equivalent) == (0, 5)
    assert counts.mutants_caught >= 6
    assert counts.percent_caught == 100


def test_an_exercise_of_the_built_in_course_has_no_faults(course, sandbox) -> None:
    verification = Verification(course, sandbox, seeds=1)
    assert [str(fault) for fault in verification.faults(course.exercises["mse_gradient"])] == []
    assert verification.counts.mutants_caught > 35


CHECKS = FILES["solutions/double/checks.py"]
_, HEAD, BODY = CHECKS.partition('@exercise.check(points=3, hint="Add it to itself.")')
TWICE = CHECKS.rstrip() + "\n\n        " + HEAD + BODY
BROKEN = {
    "a wrong solution": (
        {"solutions/double/checks.py": CHECKS.replace("solution.double(x)", "3.0")},
        "solutions/double/solution.py: earns 0 of 3 points",
    ),
    "a stub that earns points": (
        {"exercises/double.py": "def double(x):\n    return x + x\n"},
        "exercises/double.py: the stub earns 3 points (passed)",
    ),
    "a mistake that earns all": (
        {"solutions/double/mistakes/fine.py": "'''It is right.'''\n\ndef double(x):\n    return x + x\n"},
        "solutions/double/mistakes/fine.py: earns 3 of 3 points",
    ),
    "two mistakes that are one": (
        {"solutions/double/mistakes/also_square.py": "'''It squares too.'''\n\ndef double(x):\n    return x**2\n"},
        "solutions/double/mistakes/square.py: is not named",
    ),
    "no hint": (
        {"solutions/double/checks.py": CHECKS.replace(', hint="Add it to itself."', "")},
        "checks.py: the check it_is_twice_x has no hint",
    ),
    "a check worth nothing": (
        {"solutions/double/checks.py": TWICE.replace("points=3", "points=0", 1)},
        "checks.py: the check it_is_twice_x is worth nothing",
    ),
    "two checks of one name": (
        {"solutions/double/checks.py": TWICE.replace("points=3", "points=1.5")},
        "checks.py: 2 checks are called it_is_twice_x",
    ),
    "nothing to define": (
        {"solutions/double/checks.py": CHECKS.replace('{"double": number}', "{}")},
        "checks.py: an answer need not define anything",
    ),
    "a check that fails before it calls": (
        {"solutions/double/checks.py": CHECKS.replace("close(st", "1 / 0\n            close(st")},
        "checks.py: the grader itself failed: ZeroDivisionError: division by zero (checks.py, line 9); fix it_is_",
    ),
    "a check that takes what is not given": (
        {"solutions/double/checks.py": CHECKS.replace("close(st", "data.given('scales', 'build') and close(st")},
        "exercises/given/scales.py is missing",
    ),
    "a given file that is not Python": (
        {
            "exercises/given/extra.py": "import math\n\ndef build(:\n",
            "solutions/double/checks.py": CHECKS.replace("close(st", "data.given('extra', 'build') and close(st"),
        },
        "exercises/given/extra.py, line 3: invalid syntax",
    ),
    "other points": (
        {"solutions/double/checks.py": CHECKS.replace("points=3", "points=4")},
        "its checks are worth 4 points, course.toml says 3",
    ),
    "a name that the solution lacks": (
        {"solutions/double/checks.py": CHECKS.replace('{"double": number', '{"twice": number, "double": number')},
        "solution.py: twice is not defined",
    ),
    "a stub without the name": ({"exercises/double.py": "pass\n"}, "exercises/double.py: double is missing"),
    "a stub with other parameters": (
        {"exercises/double.py": "def double(a, b):\n    raise NotImplementedError\n"},
        "exercises/double.py: the stub has double(a, b); the solution has double(x)",
    ),
    "a stub that is not Python": (
        {"exercises/double.py": "def double(:"},
        "exercises/double.py, line 1: invalid syntax",
    ),
    "a mistake that is not Python": ({"solutions/double/mistakes/notes.txt": "x"}, "mistakes/notes.txt: no mistake"),
    "a stray stub": ({"exercises/triple.py": "pass"}, "exercises/triple.py: no exercise has this stub"),
    "a stray folder": ({"solutions/triple/solution.py": "pass"}, "solutions/triple: no exercise has this name"),
    "a stray file": ({"solutions/double/notes.txt": "pass"}, "solutions/double/notes.txt: nothing reads this file"),
    "a broken checks.py": ({"solutions/double/checks.py": "1 / 0"}, "checks.py, line 1: ZeroDivisionError"),
    "a missing solution": ({"solutions/double/solution.py": None}, "solution.py is missing: add it"),
    "a mistake of another name": (
        {"solutions/double/mistakes/twice.py": "'''It squares.'''\n\ndef dubble(x):\n    return x * x\n"},
        "mistakes/twice.py: earns 3 of 3 points with the seed 'verify 0' (passed); "
        "the solution has no `dubble`: define `double` again",
    ),
    "a mistake without words": (
        {"solutions/double/mistakes/mute.py": "def double(x):\n    return x\n"},
        "mistakes/mute.py: it has no docstring",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_place_and_the_fix_of_a_broken_course_are_reported(name, faults) -> None:
    changed, expected = BROKEN[name]
    found, _ = faults(changed)
    assert any(expected in fault for fault in found), found


def test_a_stub_that_is_the_solution_is_one_fault(faults) -> None:
    answer = "def double(x):\n    return x + x\n"
    found, counts = faults(
        {"exercises/double.py": answer, "solutions/double/solution.py": answer}, with_mutants=True, seeds=3
    )
    assert found == ["exercises/double.py: the stub is the solution; it has to raise NotImplementedError"]
    assert counts.stubs == 0


def test_a_solution_without_an_answer_is_explained(faults) -> None:
    found, _ = faults({"solutions/double/solution.py": "def double(x):\n    raise NotImplementedError('soon')\n"})
    assert any("it_is_twice_x: its functions still raise NotImplementedError" in fault for fault in found), found


def test_the_same_fault_with_every_seed_is_one_line(faults) -> None:
    found, _ = faults(BROKEN["a wrong solution"][0], seeds=3)
    (told,) = [fault for fault in found if "solution.py" in fault]
    assert "earns 0 of 3 points with 3 of 3 seeds, the first 'verify 0'; fix it or the check: it_is_twice_x: " in told


def test_a_mistake_s_fault_counts_the_seeds(faults) -> None:
    found, _ = faults(BROKEN["a mistake that earns all"][0], seeds=2)
    assert [fault for fault in found if "fine.py: earns 3 of 3 points with 2 of 2 seeds, " in fault], found


@pytest.mark.parametrize("name", ["a broken checks.py", "a missing solution", "a mistake without words"])
def test_a_fault_s_path_is_that_in_the_course(name, faults, sandbox, tmp_path, monkeypatch) -> None:
    found, _ = faults(BROKEN[name][0])
    assert [fault[:17] for fault in found] == ["solutions/double/"]
    monkeypatch.chdir(tmp_path)
    course = find.load(Path("."))
    verification = Verification(course, sandbox, 1)
    assert [str(fault) for fault in verification.faults(course.exercises["double"])] == found


def test_what_breaks_with_every_answer_is_logged_once(tmp_path, caplog) -> None:
    broken = CHECKS.replace("close(st", "1 / 0\n            close(st")
    folder = written(tmp_path, **{"solutions/double/checks.py": broken})
    done = grade("verify", "--course", folder, "--no-mutants")
    assert done.exit_code == 1
    assert [record.message for record in caplog.records] == ["the check it_is_twice_x of double failed"]


MUTANTS = {
    "a check that lets mutants through": (
        {"solutions/double/checks.py": CHECKS.replace("close(st", "close(1.0, 1.0)  # (st")},
        "solution.py, line 4: the mutant return 2 * y -> return 3 * y earns all points",
    ),
    "an entry for no mutant": (
        {"solutions/double/solution.py": "def double(x):\n    return 2 * x\n"},
        "equivalents.toml: no mutant turns z = 0 into nothing any more; take its entry out",
    ),
    "an entry for a mutant that is caught": (
        {"solutions/double/solution.py": "def double(x):\n    y = x\n    z = 0\n    return (2 + z) * y\n"},
        "the mutant z = 0 -> z = 1 in double is recorded as equivalent, yet caught by it_is_twice_x",
    ),
    "an entry for a mutant of another place": (
        {"solutions/double/equivalents.toml": '[[mutant]]\nwhere="f"\nwas=""\nbecomes="z"\nreason="It is elsewhere."'},
        "solution.py, line 3: the mutant z = 0 -> z = 1 earns all points",
    ),
    "a key that nothing knows": (
        {"solutions/double/equivalents.toml": '[[mutant]]\nwhy = "x"\n'},
        "equivalents.toml: Object contains unknown field `why`",
    ),
    "an entry without a reason": (
        {"solutions/double/equivalents.toml": '[[mutant]]\nwhere = ""\nwas = ""\nbecomes = ""\nreason = ""\n'},
        "equivalents.toml: Expected `str` of length >= 10",
    ),
    "a check that fails itself": (
        {
            "solutions/double/checks.py": CHECKS.replace(
                "close(st", "assert student.double(x) > 0\n            close(st"
            )
        },
        "cannot be graded; the check it_is_twice_x in checks.py fails itself",
    ),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_mutants_and_equivalents(name, faults) -> None:
    changed, expected = MUTANTS[name]
    found, _ = faults(changed, with_mutants=True)
    assert any(expected in fault for fault in found), found


IDLE = CHECKS.replace("close(student.double(x), solution.double(x)", "print(student.double(x), solution.double(x)")
SAID = "the check it_is_twice_x of double compared nothing: it has to make a claim, with close, expect or agree"


def test_a_check_that_compares_nothing_is_one_fault(faults) -> None:
    found, _ = faults({"solutions/double/checks.py": IDLE}, with_mutants=True, seeds=2)
    assert [fault.partition(";")[0] for fault in found] == [f"solutions/double/checks.py: {SAID}"]


def test_a_check_with_a_case_that_compares_nothing_is_one_fault(faults) -> None:
    checks = CHECKS.replace("points=3,", "points=3, cases=(1, 0),").replace("data):", "data, case):")
    checks = checks.replace("close(st", "if case: close(st")
    found, _ = faults({"solutions/double/checks.py": checks}, with_mutants=True, seeds=2)
    assert [fault.partition(";")[0] for fault in found] == [f"solutions/double/checks.py: {SAID}"]


RETURNED = {
    "nothing": (IDLE, SAID.removeprefix("the check it_is_twice_x of double ")),
    "a bool": (
        CHECKS.replace("close(", "return True or close("),
        "returned a bool, but a check returns nothing: its claims raise",
    ),
}


@pytest.mark.parametrize("what", RETURNED)
def test_a_check_that_checks_nothing_leaves_the_student_ungraded(tmp_path, sandbox, caplog, what) -> None:
    checks, words = RETURNED[what]
    course = find.load(written(tmp_path, **{"solutions/double/checks.py": checks}))
    answer = Source("double", "double.py", "double.py", {"double.py": b"def double(x): return 2 * x"})
    result = Grading(course, sandbox, "s").grade(course.exercises["double"], answer)
    said = f"the check it_is_twice_x of double {words}"
    assert (result.status, result.checks[0].status) == ("ungraded", "ungraded")
    assert result.checks[0].message.startswith(said)
    assert said in caplog.text


def test_a_wrong_solution_is_reported_once_and_not_by_each_mutant(faults) -> None:
    checks = CHECKS.replace("solution.double(x)", "3 * x")
    found, counts = faults({"solutions/double/checks.py": checks}, with_mutants=True)
    assert not [fault for fault in found if "mutant" in fault]
    assert counts.mutants_caught == counts.mutants_survived == 0


def test_a_mutant_that_never_ends_is_caught(faults, monkeypatch) -> None:
    monkeypatch.setattr("grader.authoring.trial.MUTANT_CALL_S", 0.5)
    solution = "def double(x):\n    n = 2\n    while n != 0:\n        n = n - 1\n    return 2 * x\n"
    found, counts = faults({"solutions/double/solution.py": solution}, with_mutants=True)
    assert not [fault for fault in found if "n = n + 1" in fault]
    assert counts.mutants_caught > 5


def test_the_rest_of_the_arguments_is_one_of_the_parameters() -> None:
    assert _definitions(ast.parse("def f(a, b=1, *xs): pass")) == {"f": ["a", "*xs"]}
