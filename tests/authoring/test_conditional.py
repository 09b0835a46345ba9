"""Which conditional twins are drawn: of what the stub says can be asked, under thresholds from the contract's range."""

from __future__ import annotations

import pytest
from small_course import written

from grader.authoring import conditional
from grader.authoring.conditional import Twins
from grader.courses import find
from grader.errors import CourseError

ARRAYS = {
    "exercises/double.py": """
        import numpy as np

        def double(x: np.ndarray) -> np.ndarray:
            raise NotImplementedError
    """,
    "solutions/double/solution.py": "def double(x):\n    return 2 * x\n",
    "solutions/double/equivalents.toml": None,
}


@pytest.fixture
def exercise(tmp_path):
    """exercise({file: text}, …) -> the small course's exercise, with arrays and these files."""
    return lambda changed=None: find.load(written(tmp_path, **ARRAYS | (changed or {}))).exercises["double"]


STUBS = {
    "an array": ("x: np.ndarray", "", {"samples", "magnitude", "float32", "float64"}),
    "a tensor of any shape": ("x: Tensor", "x: any shape.", {"samples", "magnitude", "float32", "float64", "dims"}),
    "floats": ("x: float, y: float", "", {"magnitude"}),
    "a list of floats": ("xs: list[float]", "", {"samples", "magnitude"}),
    "steps": ("n_steps: int", "", {"steps"}),
    "epochs": ("epochs: int", "", {"steps"}),
    "another whole number": ("classes: int", "", set()),
    "a model and images": ("model: nn.Module, data: Tensor", "", {"samples", "magnitude"}),
    "something else": ("cache: Any", "", set()),
    "no type": ("x", "", {"samples", "magnitude", "float32", "float64"}),
    "a number of steps without a type": ("n_steps", "", {"samples", "magnitude", "float32", "float64", "steps"}),
}


@pytest.mark.parametrize("what", STUBS)
def test_what_can_be_asked_is_what_the_stub_says(what, exercise) -> None:
    parameters, docstring, kinds = STUBS[what]
    stub = f"def double({parameters}):\n    '''{docstring}'''\n    raise NotImplementedError\n"
    assert conditional.asked(exercise({"exercises/double.py": stub})) == {"double": {"calls", *kinds}}


def test_of_a_class_its_forward_says_what_can_be_asked(course) -> None:
    asked = conditional.asked(course.exercises["custom_backward"])
    assert "dims" in asked["LegendrePolynomial3"] and "steps" not in asked["LegendrePolynomial3"]
    assert "steps" in asked["fit"] and "dims" not in asked["fit"]


def test_an_exercise_s_own_ranges_come_first(exercise, monkeypatch) -> None:
    small = exercise()
    monkeypatch.setattr(small.spec, "ranges", {"samples": (1, 1), "magnitude": (2, 4)})
    drawn = [twin.condition for twin in Twins(small).draw(60, "s")]
    assert "samples" not in {condition.kind for condition in drawn}
    assert all(2 < condition.threshold < 4 for condition in drawn if condition.kind == "magnitude")


def test_a_range_that_nothing_reads_is_refused(exercise, monkeypatch) -> None:
    small = exercise()
    monkeypatch.setattr(small.spec, "ranges", {"size": (1, 9)})
    with pytest.raises(CourseError, match=r"checks\.py: no range is called size; the ranges are samples, steps, "):
        Twins(small)


def test_the_same_seed_draws_the_same_twins_of_all_kinds_alike(exercise) -> None:
    twins = Twins(exercise())
    drawn = list(twins.draw(50, "s"))
    kinds = [twin.condition.kind for twin in drawn]
    assert drawn == list(twins.draw(50, "s")) != list(twins.draw(50, "t"))
    assert {kind: kinds.count(kind) for kind in kinds} == dict.fromkeys(kinds, 10)


def test_thresholds_are_between_the_percentiles_and_go_both_ways(exercise) -> None:
    drawn = [twin.condition for twin in Twins(exercise()).draw(1000, "s")]
    sizes = [condition.threshold for condition in drawn if condition.kind == "samples"]
    assert (min(sizes), 150 < max(sizes) <= 169) == (1, True)
    assert all(10**-2.4 < c.threshold < 10**2.4 for c in drawn if c.kind == "magnitude")
    assert {c.beyond for c in drawn if c.kind == "samples"} == {True, False}
    assert {(c.threshold, c.beyond) for c in drawn if c.kind == "calls"} == {(1, True), (2, True), (3, True)}


def test_a_condition_reads_as_a_sentence() -> None:
    assert str(conditional.Condition("samples", 17)) == "right for samples ≤ 17, else wrong"
    assert str(conditional.Condition("magnitude", 0.01234, beyond=False)) == "right for |x| > 0.0123, else wrong"
    assert str(conditional.Condition("float32", 0)) == "right for dtype float32, else wrong"


def wrong_names(exercise, with_mutants=True):
    return {twin.wrong.name for twin in Twins(exercise, with_mutants).draw(300, "s")}


def test_twins_are_made_of_mistakes_and_of_mutants_that_are_not_right(exercise) -> None:
    names = wrong_names(exercise())
    assert {"mistakes/square.py", "solution.py, line 2, return 2 * x -> return 3 * x"} <= names
    entry = '[[mutant]]\nwhere="double"\nwas="return 2 * x"\nbecomes="return 3 * x"\nreason="For the test."\n'
    with_entry = exercise({"solutions/double/equivalents.toml": entry})
    assert names - wrong_names(with_entry) == {"solution.py, line 2, return 2 * x -> return 3 * x"}
    assert wrong_names(with_entry, with_mutants=False) == {"mistakes/square.py"}


def test_of_a_long_line_the_part_that_changed_is_shown(exercise) -> None:
    long = "def double(x):\n    return x + x + x + x + x + x + x + x + x - x - x - x - x - x - x - 1 + 1\n"
    names = wrong_names(exercise({"solutions/double/solution.py": long}))
    assert "solution.py, line 2, …x - x - x - x - x - 1 + 1 -> …x - x - x - x - x - 2 + 1" in names


TWO = {
    "exercises/double.py": "def double(x):\n    raise NotImplementedError\n\n\ndef same(x):\n    raise ValueError\n",
    "solutions/double/checks.py": """
        from grader import Exercise, number

        exercise = Exercise(title="Twice", allows=(), returns={"double": number, "same": number})

        @exercise.check(points=3)
        def it_is_twice_x(student, solution, data):
            '''The result is twice x.'''
    """,
    "solutions/double/solution.py": "FACTOR = 2\ndef double(x):\n    return FACTOR * x\ndef same(x):\n    return x\n",
    "solutions/double/mistakes/square.py": None,
    "solutions/double/mistakes/other.py": "'''No.'''\nFACTOR = 3\n",
}


def test_only_what_changed_asks_a_condition(exercise) -> None:
    mistake = "'''No.'''\n\ndef same(x):\n    return -x\n"
    changed = exercise(TWO | {"solutions/double/mistakes/other.py": mistake})
    assert {twin.names for twin in Twins(changed, with_mutants=False).draw(9, "s")} == {("same",)}


def test_where_what_they_use_changed_all_ask(exercise) -> None:
    assert {twin.names for twin in Twins(exercise(TWO), with_mutants=False).draw(9, "s")} == {("double", "same")}


def test_a_twin_keeps_what_it_was_made_of(exercise) -> None:
    small = exercise()
    twin = next(Twins(small).draw(1, "s"))
    source = twin.source(small)
    assert source.files["wrong.py"] == twin.wrong.text and source.main in source.files
    assert source.files["right.py"].decode() == ARRAYS["solutions/double/solution.py"]
