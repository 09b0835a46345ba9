"""An instructor's notebook becomes an exercise that grades as its tests did; what cannot be moved is a TODO."""

from __future__ import annotations

import json
import types

import pytest
from command_line import grade
from instructor_notebooks import GIVEN, MEAN, SQUARE, code, graded, of_nbgrader, of_otter, text, written

from grader.authoring.notebook_import import exercise_id
from grader.courses.find import load
from grader.grading.grade import Grading
from grader.sessions.local import LocalSession
from grader.submission.notebook import MAX_CELLS
from grader.worker.serve import Server


def imported(notebook, tmp_path, form="nbgrader"):
    """The exercise, and what was printed."""
    done = grade("import", form, notebook, "--id", "made", "--course", tmp_path / "course")
    assert done.exit_code == 0, done.output
    return load(tmp_path / "course").exercises["made"], done.output


def results(exercise, tmp_path, answer=None):
    """check -> status, of a file's text, by default the solution's."""
    module = types.ModuleType("student")
    exec(answer or (exercise.folder / "solution.py").read_text(), module.__dict__)
    session = LocalSession(Server(module), list(exercise.spec.returns))
    result = Grading(load(tmp_path / "course"), None, "s", diagnose=True).grade_session(exercise, session)
    return {check.name: check.status for check in result.checks}


def test_the_tests_of_nbgrader_become_checks_and_the_count_is_printed(tmp_path) -> None:
    exercise, printed = imported(of_nbgrader(tmp_path / "a.ipynb"), tmp_path)
    assert "3 of 4 test cells became checks; 1 is marked TODO in checks.py" in printed
    assert "cell 6 (deleted): it uses globals" in printed
    assert "grade verify --exercise made" in printed
    assert [(c.name, c.points) for c in exercise.spec.checks][:2] == [("small", 2), ("empty", 1)]
    assert exercise.points == 3.5
    assert exercise.title == "Squares"


def test_the_solution_passes_and_a_wrong_answer_fails_what_it_gets_wrong(tmp_path) -> None:
    exercise, _ = imported(of_nbgrader(tmp_path / "a.ipynb"), tmp_path)
    visible = {"small": "passed", "empty": "passed"}
    assert results(exercise, tmp_path) == visible | {"mean": "skipped"}  # hidden ones are not run without a sandbox
    wrong = "def square(x): return 3 * x\ndef mean(xs): return 0 if not xs else sum(xs) / len(xs)"
    assert results(exercise, tmp_path, wrong) == {"small": "failed", "empty": "failed", "mean": "skipped"}


def test_a_test_that_cannot_be_moved_names_its_cell_and_is_worth_nothing(tmp_path) -> None:
    exercise, _ = imported(of_nbgrader(tmp_path / "a.ipynb"), tmp_path)
    checks = (exercise.folder / "checks.py").read_text()
    assert "# TODO cell 6 (deleted), 5 points, is not a check yet: it uses globals" in checks
    assert "#     del square" in checks
    assert "deleted" not in {check.name for check in exercise.spec.checks}


def test_a_hidden_part_hides_its_check_and_hidden_checks_come_last(tmp_path) -> None:
    exercise, _ = imported(of_nbgrader(tmp_path / "a.ipynb"), tmp_path)
    assert [(check.name, check.hidden) for check in exercise.spec.checks][1:] == [("empty", False), ("mean", True)]


def test_the_stub_has_the_texts_and_the_heads_and_none_of_the_solution(tmp_path) -> None:
    exercise, _ = imported(of_nbgrader(tmp_path / "a.ipynb"), tmp_path)
    stub = exercise.stub.decode()
    assert "# # Squares" in stub
    assert 'def square(x):\n    """x: a number."""\n    raise NotImplementedError' in stub
    assert "def mean(xs):\n    raise NotImplementedError" in stub
    assert "x * x" not in stub
    assert "sum(xs)" not in stub
    assert "assert" not in stub
    assert 'if __name__ == "__main__":\n    square(limit)' in stub
    assert set(results(exercise, tmp_path, stub).values()) == {"skipped"}  # none is reached


def test_the_solution_file_has_what_the_solution_needs_and_nothing_else(tmp_path) -> None:
    exercise, _ = imported(of_nbgrader(tmp_path / "a.ipynb"), tmp_path)
    solution = (exercise.folder / "solution.py").read_text()
    assert "return x * x" in solution
    assert "SOLUTION" not in solution
    assert "limit" not in solution
    assert "matplotlib" not in solution


def test_otters_forms_are_recognised_with_their_variables_outputs_and_shares(tmp_path) -> None:
    exercise, printed = imported(of_otter(tmp_path / "hw.ipynb"), tmp_path, "otter")
    assert "3 of 4 test cells became checks; 1 is marked TODO" in printed
    assert "what it shows is not a plain value" in printed
    assert [(c.name, c.points, c.hidden) for c in exercise.spec.checks] == [
        ("q1", 1, False),
        ("q1_2", 1, False),
        ("large", 2, True),
    ]
    assert exercise.spec.variables == ("x",)
    assert results(exercise, tmp_path) == {"q1": "passed", "q1_2": "passed", "large": "skipped"}
    other = "x = 5\ndef twice(x): return 2 * x"
    assert results(exercise, tmp_path, other) == {"q1": "passed", "q1_2": "failed", "large": "skipped"}
    stub = exercise.stub.decode()
    assert "x = ..." in stub
    assert "PROMPT" not in stub
    assert "def twice(x):\n    raise NotImplementedError" in stub
    assert set(results(exercise, tmp_path, stub).values()) == {"skipped"}  # none is reached


def test_cells_with_asserts_are_tests_where_the_notebook_says_nothing(tmp_path) -> None:
    plain = code("def square(x):\n    # BEGIN SOLUTION\n    return x * x\n    # END SOLUTION")
    exercise, printed = imported(written(tmp_path / "p.ipynb", plain, code("assert square(3) == 9")), tmp_path)
    assert "1 of 1 test cells became checks\n" in printed
    assert results(exercise, tmp_path) == {"cell_2": "passed"}


def test_autotests_compare_with_the_solution(tmp_path) -> None:
    test = code("### AUTOTEST square(2); square(0.5)\n### HASHED AUTOTEST square(3)", graded("auto"))
    exercise, _ = imported(written(tmp_path / "t.ipynb", SQUARE, test), tmp_path)
    assert results(exercise, tmp_path) == {"auto": "passed"}
    assert results(exercise, tmp_path, "def square(x): return 9 if x == 3 else x * x + (x == 2)") == {"auto": "failed"}


def test_nothing_of_the_notebook_is_run(tmp_path) -> None:
    left = tmp_path / "left behind"
    touch = f"import pathlib\npathlib.Path({str(left)!r}).touch()"
    solution = code(f"{touch}\ndef f(x):\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION")
    imported(written(tmp_path / "r.ipynb", solution, code(f"{touch}\nassert f(1) == 1", graded("t"))), tmp_path)
    assert not left.exists()


def test_a_package_that_is_missing_is_said(tmp_path) -> None:
    solution = code(
        "import not_there\ndef f(x):\n    ### BEGIN SOLUTION\n    return not_there.f(x)\n    ### END SOLUTION"
    )
    _, printed = imported(written(tmp_path / "m.ipynb", solution, code("assert f(1) == 1", graded("t"))), tmp_path)
    assert "the solution imports not_there, which is not installed here" in printed


@pytest.mark.parametrize(
    ("cells", "metadata", "words"),
    [
        ([text("# Only text"), code("assert 1 + 1 == 2", graded("t"))], {}, "no cell has a solution; put `### BEGIN"),
        ([SQUARE, code("square(3)")], {}, "no cell has a test; write cells with `assert`"),
        (
            [code("### BEGIN SOLUTION\nx = 1"), code("assert x == 1")],
            {},
            "cell 1: BEGIN SOLUTION and END",
        ),
        (
            [code("### BEGIN SOLUTION\nx = = 1\n### END SOLUTION"), code("assert x")],
            {},
            "cell 1, line 1: invalid",
        ),
        ([SQUARE, MEAN], {"kernelspec": {"name": "ir", "language": "R", "display_name": "R"}}, "its language is R"),
        ([code("x = 1\n" * 20_000)], {}, "its code may have 524,288 characters, 65,536 in one cell"),
        ([code("x" + ".x" * 20_000), SQUARE, code("assert square(1) == 1")], {}, "its code is nested too deep"),
        ([code("") for _ in range(MAX_CELLS + 1)], {}, "a submission may have 5,000"),
    ],
)
def test_what_cannot_be_imported_is_one_line_and_leaves_nothing(tmp_path, cells, metadata, words) -> None:
    notebook = written(tmp_path / "n.ipynb", *cells, **metadata)
    done = grade("import", "nbgrader", notebook, "--course", tmp_path / "course")
    assert done.exit_code == 2
    assert words in done.output
    assert done.output.count("\n") == 1
    assert not (tmp_path / "course").exists()


@pytest.mark.parametrize(
    "data", ["", "no JSON", "{}", "[1]", '{"cells": 3}', '{"cells": [{"cell_type": "code"}]}', "[" * 10_000]
)
def test_a_file_that_is_not_a_notebook_is_one_line(tmp_path, data) -> None:
    (tmp_path / "n.ipynb").write_text(data)
    done = grade("import", "nbgrader", tmp_path / "n.ipynb", "--course", tmp_path / "course")
    assert done.exit_code == 2
    assert done.output.startswith("grade: n.ipynb: ")
    assert done.output.count("\n") == 1


def test_metadata_that_is_not_what_it_should_be_says_nothing(tmp_path) -> None:
    path = of_nbgrader(tmp_path / "a.ipynb")
    document = json.loads(path.read_text())
    document["cells"][1]["metadata"] = {"nbgrader": ["no", "table"]}
    document["cells"][4]["metadata"]["nbgrader"]["points"] = "many"
    path.write_text(json.dumps(document))
    exercise, _ = imported(path, tmp_path)
    assert {check.name: check.points for check in exercise.spec.checks}["small"] == 1


def test_an_exercise_that_is_there_already_is_left_alone(tmp_path) -> None:
    notebook = of_nbgrader(tmp_path / "a.ipynb")
    exercise, _ = imported(notebook, tmp_path)
    before = (exercise.folder / "checks.py").read_bytes()
    done = grade("import", "nbgrader", notebook, "--id", "made", "--course", tmp_path / "course")
    assert done.exit_code == 2
    assert "there is already an exercise made; choose another id" in done.output
    assert (exercise.folder / "checks.py").read_bytes() == before


@pytest.mark.parametrize(
    ("file", "name"),
    [("Problem 1.ipynb", "problem_1"), ("1 - Numpy.ipynb", "exercise_1_numpy"), ("class.ipynb", "exercise_class")],
)
def test_the_exercise_is_called_after_the_notebook(tmp_path, file, name) -> None:
    assert exercise_id(tmp_path / file) == name


def test_classes_are_used_as_objects(tmp_path) -> None:
    counter = (
        "class Counter:\n    ### BEGIN SOLUTION\n    def __init__(self, start):\n        self.value = start\n"
        "    def __add__(self, other):\n        return Counter(self.value + other.value)\n"
        "    def up(self, by=1):\n        self.value += by\n        return self.value\n    ### END SOLUTION"
    )
    test = code("c = Counter(3)\nassert c.up(by=2) == 5\nc.up()\nassert (c + Counter(1)).value == 7", graded("up"))
    exercise, _ = imported(written(tmp_path / "c.ipynb", code(counter), test), tmp_path)
    assert results(exercise, tmp_path) == {"up": "passed"}
    wrong = (exercise.folder / "solution.py").read_text().replace("+= by", "+= 1")
    assert results(exercise, tmp_path, wrong) == {"up": "failed"}


def test_gradients_are_asked_of_the_answer(tmp_path) -> None:
    leaf = "torch.tensor(3.0, requires_grad=True)"
    test = f"x = {leaf}\nsquare(x * 2).backward()\nassert x.grad == 24"
    cells = [code("import torch", GIVEN), SQUARE, code(test, graded("slope"))]
    exercise, _ = imported(written(tmp_path / "g.ipynb", *cells), tmp_path)
    assert results(exercise, tmp_path) == {"slope": "passed"}
    assert results(exercise, tmp_path, "def square(x): return x * x.detach()") == {"slope": "failed"}
    assert results(exercise, tmp_path, "def square(x): return (x * x).detach()") == {"slope": "failed"}
