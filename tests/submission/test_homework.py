"""A file that is called after no exercise is graded where it says which exercises it holds; otherwise that is told."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from grader.errors import UsageError
from grader.submission.collect import collect, collect_files
from grader.submission.handout import Handout


@dataclass
class Stub:
    stub: bytes
    title: str


def stub(title: str, *signatures: str) -> Stub:
    parts = (f"def {each}:\n    raise NotImplementedError\n" for each in signatures)
    return Stub(f"# %% [markdown]\n# # {title}\n\n{''.join(parts)}".encode(), title)


EXERCISES = {
    "line": stub("Fit a line", "forward(x, w)", "train(X, Y, rate)"),
    "loop": stub("The loop with autograd", "train(X, Y, rate, n)"),
    "step": stub("One step of many", "train(model, data)"),
    "vjp": stub("Vector-Jacobian products", "vjp(f, x)"),
}
HANDOUT = Handout({}, EXERCISES)
LINE = "def forward(x, w): return x\n\n\ndef train(X, Y, rate): return forward(X, 0)\n"
LOOP = "def train(X, Y, rate, n): return torch\n"
VJP = "def vjp(f, x): return torch\n"


def notebook(*cells: str | tuple[str, Mapping[str, object]]) -> str:
    """Cells that begin with # and a blank are text."""
    written = [(cell, {}) if isinstance(cell, str) else cell for cell in cells]
    kinds = [
        {"cell_type": "markdown" if text.startswith("# ") else "code", "source": text, "metadata": metadata}
        for text, metadata in written
    ]
    return json.dumps({"cells": kinds, "nbformat": 4})


@pytest.fixture
def found(files):
    return lambda tree: collect_files(files(tree), EXERCISES, handout=HANDOUT)


def cells(source) -> dict[int, str]:
    return {cell.number: cell.source for cell in source.cells}


def test_a_notebook_is_divided_by_its_headings_and_cells_keep_their_numbers(found) -> None:
    text = notebook(
        "import numpy as np\nimport torch", "# 1. Fit a line", LINE, "# Exercise 2 (loop)", LOOP, "print(train)"
    )
    sources = found({"homework1.ipynb": text}).sources
    assert {exercise: cells(source) for exercise, source in sources.items()} == {
        "line": {1: "\n", 3: LINE},
        "loop": {1: "\nimport torch", 5: LOOP, 6: "print(train)"},
    }
    assert sources["line"].notes == ("homework1.ipynb holds several exercises; its part for line was graded",)
    assert sources["line"].file == "homework1.ipynb"


def test_a_notebook_is_divided_by_tags_and_by_the_first_comment_of_a_cell(found) -> None:
    tagged = notebook((LINE, {"tags": ["line"]}), (LOOP, {"tags": ["exercise-loop"]}))
    commented = notebook(f"# line\n{LINE}".replace("# line", "#line"), f"#@title loop\n{LOOP}")
    for text in (tagged, commented):
        assert {e: list(cells(source)) for e, source in found({"hw.ipynb": text}).sources.items()} == {
            "line": [1],
            "loop": [2],
        }


def test_a_python_file_is_divided_by_comments_and_lines_keep_their_numbers(found) -> None:
    text = f"import torch\n# --- line ---\n{LINE}# --- loop ---\n{LOOP}"
    sources = found({"hw1.py": text}).sources
    line, loop = (sources[exercise].files["hw1.py"].decode() for exercise in ("line", "loop"))
    assert line.splitlines() == ["", *text.splitlines()[1:6], "", ""][: len(line.splitlines())]
    assert loop.splitlines()[0] == "import torch"
    assert loop.splitlines()[6:] == text.splitlines()[6:]
    assert "forward" not in loop


def test_stubs_that_were_put_together_are_divided_by_their_own_headings(found) -> None:
    text = "".join(
        EXERCISES[e].stub.decode().partition("def ")[0] + answer for e, answer in (("line", LINE), ("loop", LOOP))
    )
    assert found({"all.py": text}).sources.keys() == {"line", "loop"}


def test_what_another_part_defines_and_this_one_uses_comes_along(found) -> None:
    text = notebook("# line", "def mean(x): return x", LINE, "# loop", "def train(X, Y, rate, n): return mean(X)")
    assert cells(found({"hw.ipynb": text}).sources["loop"]) == {
        2: "def mean(x): return x",
        5: "def train(X, Y, rate, n): return mean(X)",
    }


def test_without_headings_definitions_divide_where_each_is_there_once(found) -> None:
    text = f"import torch\nimport numpy as np\n\n{LINE}\n\n{VJP}\nprint(vjp)\n"
    sources = found({"hw.py": text}).sources
    assert sources.keys() == {"line", "vjp"}
    assert b"torch" not in sources["line"].files["hw.py"]
    assert b"import torch" in sources["vjp"].files["hw.py"]


@pytest.mark.parametrize("name", ["solution.py", "Untitled1.ipynb", "lin.py", "line_vjp.py"])
def test_a_file_that_defines_all_of_one_exercise_is_graded_as_that(found, name) -> None:
    text = f"import torch\n{VJP}"
    submission = found({name: text if name.endswith(".py") else notebook(text)})
    (source,) = submission.sources.values()
    assert source.exercise == "vjp"
    assert source.notes == (f"{name} was graded as vjp, since it defines vjp",)
    assert submission.ignored == submission.notes == []


def test_of_exercises_that_ask_for_the_same_names_the_parameters_decide(found) -> None:
    assert found({"a.py": LOOP}).sources.keys() == {"loop"}
    assert found({"a.py": "def train(model, data): ..."}).sources.keys() == {"step"}
    assert found({"a.py": "def train(a, b): ..."}).sources == {}


@pytest.mark.parametrize("text", [LINE + LOOP, "def forward(x, w): ...", "def train(a, b): ..."])
def test_where_it_is_not_clear_the_names_are_told_and_nothing_is_graded(found, text) -> None:
    submission = found({"hw.py": text})
    assert (submission.sources, submission.ignored) == ({}, ["hw.py"])
    (question,) = submission.notes
    assert question.startswith(
        "hw.py was not graded, since it is not clear which part is for which exercise; it defines "
    )
    assert "(line)" in question or "(loop)" in question


def test_a_file_of_an_exercises_name_comes_first(found) -> None:
    submission = found({"vjp.py": "right", "all.py": VJP})
    assert submission.sources["vjp"].file == "vjp.py"
    assert submission.ignored == ["all.py"]


def test_a_file_that_an_answer_imports_is_not_looked_into(found) -> None:
    submission = found({"line.py": "from tools import vjp", "tools.py": VJP})
    assert submission.sources.keys() == {"line"}


def test_helpers_and_what_is_handed_out_come_along(files) -> None:
    handout = Handout({"net": b"x = 1"}, EXERCISES)
    tree = {"my.py": f"import tool\nfrom given.net import x\n{VJP}", "tool.py": ""}
    source = collect_files(files(tree), EXERCISES, handout=handout).sources["vjp"]
    assert source.files.keys() == {"my.py", "tool.py", "given/net.py"}


def test_a_file_that_is_named_alone_is_graded_or_the_names_are_told(tmp_path) -> None:
    (tmp_path / "my.py").write_text(VJP)
    submission = collect([tmp_path / "my.py"], EXERCISES, HANDOUT)
    assert (list(submission.sources), submission.whole) == (["vjp"], False)
    (tmp_path / "my.py").write_text(LINE + LOOP)
    with pytest.raises(UsageError, match=r"it defines .* \(line\)"):
        collect([tmp_path / "my.py"], EXERCISES, HANDOUT)
    (tmp_path / "my.py").write_text("x = 1")
    with pytest.raises(UsageError, match="no exercise is called"):
        collect([tmp_path / "my.py"], EXERCISES, HANDOUT)


@pytest.mark.parametrize("text", ["{", '{"cells": [{"cell_type": "code", "source": 1}]}', "", "\0", "[" * 10**5])
def test_a_broken_file_of_no_exercise_is_passed_over(found, text) -> None:
    submission = found({"x.ipynb": text, "y.py": text, "vjp.py": ""})
    assert submission.sources.keys() == {"vjp"}
    assert submission.ignored == ["x.ipynb", "y.py"]


def test_a_file_that_is_too_large_to_be_looked_into_is_ignored_with_the_reason(found) -> None:
    submission = found({"hw.py": VJP + "#" * 2**19})
    assert (submission.sources, submission.ignored) == ({}, ["hw.py"])
    assert submission.notes[0].startswith("hw.py was ignored: no exercise has this name, and with more than 512 KiB of")


def test_of_a_homework_notebook_with_large_outputs_it_is_said_how_to_clear_them(found, tmp_path) -> None:
    large = " " * 40_000_000
    (note,) = found({"hw1.ipynb": large}).notes
    assert note.startswith(
        "ignored: hw1.ipynb: the notebook has 40 MB and may have 25 MB: clear its outputs (in Jupyter"
    )
    assert "`jupyter nbconvert --clear-output --inplace FILE`" in note
    source = found({"vjp.ipynb": large}).sources["vjp"]
    assert "clear its outputs" in str(source.broken)


HOSTILE = {
    "comments.py": "# vjp line\n" * 10**5,
    "definitions.py": "def vjp(a):\n" * 40_000,
    "quotes.py": '"""\n' * 10**5,
    "chain.py": VJP + LINE + "".join(f"def f{n}(x): return f{n + 1}\n" for n in range(12_000)),
    "text.ipynb": notebook(*["# vjp\n" * 3000] * 1000, "x"),
    "tags.ipynb": notebook(*[("x", {"tags": ["vjp line " * 30] * 2000})] * 30),
    "large.py": VJP + "#" * 2**20,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_looked_into_is_bounded(found, name) -> None:
    start = time.process_time()
    found({name: HOSTILE[name]})
    assert time.process_time() - start < 10
