"""bench/public_tasks: a course from a checkout that somebody made, and what is said where there is none."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from grader.courses import find
from grader.errors import UsageError

SCRIPT = Path(__file__).parents[1] / "bench" / "public_tasks"
SOLUTION = "# SOLUTION\ndef relu(x):\n    return x * (x > 0)\n"
TASK = {
    "title": "ReLU",
    "function_name": "relu",
    "tests": [
        {"name": "Basic values", "code": "y = {fn}(3.0)\nassert y == 3.0\nassert {fn}(-3.0) == 0.0\n"},
        {"name": "2-D tensor", "code": "assert {fn} is not None\n"},
        {"name": "Gradient check", "code": "assert True\n"},
    ],
}


@pytest.fixture
def script(monkeypatch):
    """Imports the script's modules by name; they are forgotten afterwards."""
    monkeypatch.syspath_prepend(SCRIPT)
    before = set(sys.modules)
    yield importlib.import_module
    for name in set(sys.modules) - before:
        if (file := getattr(sys.modules[name], "__file__", None)) and Path(file).is_relative_to(SCRIPT):
            del sys.modules[name]


def checkout(folder: Path) -> Path:
    """A made-up checkout with one task."""
    cells: list[dict[str, Any]] = [
        {"cell_type": "markdown", "source": ["# Solution"]},
        {"cell_type": "code", "source": ["import google.colab\n"]},
        {"cell_type": "code", "source": ["import math\n"]},
        {"cell_type": "code", "source": SOLUTION.splitlines(keepends=True)},
        {"cell_type": "code", "source": ["from torch_judge import check\n", "check('relu')"]},
    ]
    for path, text in (
        ("torch_judge/tasks/relu.py", f"TASK = {TASK!r}\n"),
        ("torch_judge/tasks/_registry.py", "raise AssertionError\n"),
        ("solutions/01_relu_solution.ipynb", json.dumps({"cells": cells})),
    ):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def test_a_checkout_and_our_port_make_a_course(tmp_path, script) -> None:
    tasks = script("checkout").published(checkout(tmp_path / "judge"), None)
    assert tasks["relu"].assertions() == ["Basic values#1", "Basic values#2", "2-D tensor#1", "Gradient check#1"]
    script("assemble").assemble(tasks, tmp_path / "course")
    exercise = find.load(tmp_path / "course").exercises["relu"]
    assert exercise.spec.points == exercise.points > 0
    assert exercise.parameters == {"relu": ["x"]}
    assert exercise.solution.relu(-2.0) == 0.0
    assert "google" not in (exercise.folder / "solution.py").read_text()
    assert exercise.stub.decode().endswith("def relu(x):\n    raise NotImplementedError\n")


def test_published_assertions_that_no_check_holds_are_told(tmp_path, script) -> None:
    measure, tasks = script("measure"), script("checkout").published(checkout(tmp_path / "judge"), None)
    tasks["relu"].tests["Performance"] = "assert seconds() < 5"
    script("assemble").assemble(tasks, tmp_path / "course")
    row = measure.Row("relu")
    measure._held(tasks["relu"], find.load(tmp_path / "course").exercises["relu"], row)
    assert (row.asserted, row.held, row.notes) == (5, 4, ["not held: Performance#1"])


def test_where_there_is_no_checkout_it_is_said_how_to_get_one(tmp_path, script) -> None:
    with pytest.raises(UsageError, match=r"git clone --depth 1 https://.*TorchCode .*nowhere`.*--judge DIR"):
        script("checkout").published(tmp_path / "nowhere", None)
