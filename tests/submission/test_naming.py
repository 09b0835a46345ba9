"""Which exercise a file is meant for."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.outcomes.result import from_json
from grader.report import terminal
from grader.submission.naming import meant

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


def test_the_summary_asks_what_an_ignored_file_is_meant_for_unless_that_is_there(capsys) -> None:
    stored = from_json(next(Path(__file__).parents[2].glob("reports/sample/*/result.json")).read_bytes())
    one = stored.exercises[0]
    exercises = [replace(one, id="vjp", status="missing"), replace(one, id="chain_rule")]
    result = replace(stored, ignored=["notes.txt", "VJP.py", "chain_rule (1).py"], exercises=exercises)
    terminal.summary(result, Path("r"))
    assert "ignored: VJP.py (did you mean vjp.py?), notes.txt, chain_rule (1).py" in " ".join(
        capsys.readouterr().out.split()
    )
