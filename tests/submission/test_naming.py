"""Which exercise a file is meant for."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.outcomes.result import from_json
from grader.report import terminal
from grader.submission import naming
from grader.submission.naming import copy_number, exercise_of, fitting, meant, ranked

IDS = ["mse_gradient", "vjp"]


@pytest.mark.parametrize(
    ("name", "exercise"),
    [
        ("mse_gradeint.py", "mse_gradient"),
        ("VJP.py", "vjp"),
        ("vjp (1).py", "vjp"),
        ("hw/mse-gradient.ipynb", "mse_gradient"),
        ("mse_gradient.py.txt", "mse_gradient"),
        ("mse_gradient.png", None),
        ("notes.py", None),
    ],
)
def test_the_exercise_that_a_file_is_meant_for(name, exercise) -> None:
    assert meant(name, IDS) == exercise


OF_ONE = [
    "{}.PY",
    "Copy of {}.ipynb",
    "Copy of Copy of {}.ipynb",
    "Kopie von {}.ipynb",
    "Copia de {}.ipynb",
    "Cópia de {}.ipynb",
    "Copie de {}.ipynb",
    "Kopia {}.ipynb",
    "Копия {}.ipynb",
    "{}의 사본.ipynb",
    "{} のコピー.ipynb",
    "{}のコピー.ipynb",
    "“{}”的副本.ipynb",
    "{}副本.ipynb",
    "{} - Copy.py",
    "{} - Copy (2).py",
    "{} - Kopie.py",
    "{} - 복사본.py",
    "{} copy.py",
    "{} (1).py",
    "{}(1).py",
    "{}_v2.py",
    "{}_final.py",
    "{}_final2.py",
    "{}_FINAL_final.py",
    "{}-new.py",
    "{}2.py",
    "hw1_{}_kim.py",
    "김민수_{}.py",
    "2026-11-29 {}.py",
    "{}.py.ipynb",
]


@pytest.mark.parametrize("written", ["mse_gradient", "mse-gradient", "MSE Gradient", "MseGradient", "mse.gradient"])
@pytest.mark.parametrize("name", OF_ONE)
def test_the_exercises_words_together_are_its_name(name, written) -> None:
    assert exercise_of(f"hw/{name.format(written)}", IDS) == "mse_gradient"


@pytest.mark.parametrize(
    "name",
    ["gradient.py", "mse_w_gradient.py", "vjpp.py", "myvjp.py", "vjp_test.py", "test_vjp.py", "vjp.txt", "vjp.py.txt"],
)
def test_another_name_is_not_an_exercises(name) -> None:
    assert fitting(name, IDS) == ()


@pytest.mark.parametrize(
    ("name", "exercises"),
    [
        ("mse_gradient_vjp.py", ("mse_gradient", "vjp")),
        ("fit.py", ("fit",)),
        ("fit2.py", ("fit2",)),
        ("hw fit2 kim.py", ("fit2",)),
        ("fit (2).py", ("fit",)),
        ("fit_2.py", ("fit", "fit2")),
        ("fit_line_final.py", ("fit_line",)),
        ("fit and fit line.py", ("fit", "fit_line")),
        ("conv1_2.py", ("conv1",)),
    ],
)
def test_a_name_that_fits_several_exercises_is_none_of_them(name, exercises) -> None:
    ids = [*IDS, "fit", "fit2", "fit_line", "conv1", "conv12"]
    assert fitting(name, ids) == exercises
    assert exercise_of(name, ids) == (exercises[0] if len(exercises) == 1 else None)


def test_ids_that_differ_in_case_only_are_told_apart_by_it() -> None:
    assert [fitting(name, ["A", "a"]) for name in ("A.py", "a.py", "a.PY")] == [("A",), ("a",), ("a",)]
    assert fitting("a (1).py", ["A", "a"]) == ("A", "a")


def test_of_files_with_equal_times_the_highest_number_counts() -> None:
    names = ["vjp (1).py", "vjp (10).py", "vjp (2).py", "hw3 vjp.py"]
    assert [copy_number(name, "vjp") for name in names] == [1, 10, 2, 0]
    assert ranked(names, IDS, lambda name: 0)["vjp"] == ["vjp (10).py", "vjp (2).py", "vjp (1).py", "hw3 vjp.py"]
    assert ranked(names, IDS, lambda name: name == "vjp (2).py")["vjp"][0] == "vjp (2).py"


@pytest.mark.parametrize("name", ["a1" * 150, "1_" * 150, "\ufdfa" * 300, "mse_gradient" * 25, "(" * 10**6])
def test_a_long_name_takes_no_time(name) -> None:
    start = time.process_time()
    assert exercise_of(f"{name}.py", IDS) is meant(f"{name}.py", IDS) is None
    assert time.process_time() - start < 1


def test_the_summary_asks_what_an_ignored_file_is_meant_for_unless_that_is_there(capsys) -> None:
    stored = from_json(next(Path(__file__).parents[2].glob("reports/sample/*/result.json")).read_bytes())
    one = stored.exercises[0]
    exercises = [replace(one, id="vjp", status="missing"), replace(one, id="chain_rule")]
    result = replace(stored, ignored=["notes.txt", "VJP.py", "chain_rule (1).py"], exercises=exercises)
    terminal.summary(result, Path("r"))
    assert "ignored: VJP.py (did you mean vjp.py?), notes.txt, chain_rule (1).py" in " ".join(
        capsys.readouterr().out.split()
    )


def test_a_name_of_many_words_costs_a_few_steps_a_word(monkeypatch) -> None:
    ids, steps, longer = ("mse_gradient", "autograd_loop", "freeze_resnet"), [], naming._longer
    naming.fitting("vjp.py", ids)  # what is known of the exercises is known by now

    def counted(text, word):
        steps.append(word)
        return longer(text, word)

    monkeypatch.setattr(naming, "_longer", counted)
    assert naming.fitting("mse_gradient" + "(1)" * 70 + ".py", ids) == ("mse_gradient",)
    assert len(steps) < 3 * 72
