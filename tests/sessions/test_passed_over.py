"""Notes on what was passed over, and the cause of a name that is missing later."""

from __future__ import annotations

import pytest

from grader.sessions.passed_over import cause, notes
from grader.submission.source import Source
from grader.worker.messages import wire
from grader.worker.messages.wire import NotebookCell

SOURCE = Source("a", "a.ipynb", cells=(NotebookCell(1, "%pylab"), NotebookCell(2, "np = numpy\n")))
FAILED = wire.Failed("raised", "NameError", "name 'numpy' is not defined", [wire.Frame("cell 2", 1, "<module>")])
RAISED = wire.PassedOver(wire.Frame("cell 2", 1, "<module>"), FAILED, ["np"])


def skipped(what, *names):
    return wire.PassedOver(wire.Frame("cell 1", 1, "<module>"), what, list(names))


def unknown(name):
    return wire.Failed("raised", "NameError", f"name '{name}' is not defined")


def test_an_error_and_a_cell_that_is_not_run_are_worth_a_note_and_a_line_s_magic_is_not() -> None:
    first, second = notes([RAISED, skipped("%pylab"), skipped("%%bash")], SOURCE)
    assert first.startswith("NameError: name 'numpy' is not defined (cell 2, line 1). `import numpy` is missing")
    assert first.endswith("This part was passed over, and the rest was graded.")
    assert second == "%%bash was not run (cell 1, line 1)"
    assert len(notes([RAISED] * 20, SOURCE)) == 5


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (skipped("%pylab", "np"), "np may come from %pylab (cell 1, line 1)"),
        (skipped("%run x.py", "*"), "np may come from %run x.py"),
        (RAISED, "The statement that was to define np failed: NameError: name 'numpy'"),
    ],
)
def test_a_missing_name_is_put_down_to_what_would_have_defined_it(found, words) -> None:
    assert words in cause(unknown("np"), [skipped("%%sql", "other"), found], SOURCE)


def test_a_missing_module_is_one_that_a_cell_would_have_written() -> None:
    missing = wire.Failed("raised", "ModuleNotFoundError", "No module named 'model.part'")
    words = cause(missing, [skipped("%%writefile model.py", "model")], SOURCE)
    assert words is not None and words.startswith(
        "model.py is not written while your code is graded: delete %%writefil"
    )


def test_a_name_from_a_module_that_a_cell_would_have_written_is_put_down_to_that_cell() -> None:
    missing = wire.Failed("raised", "ModuleNotFoundError", "No module named 'model'")
    imported = wire.PassedOver(wire.Frame("cell 2", 1, "<module>"), missing, ["Net"])
    found = [skipped("%%writefile model.py", "model"), imported]
    words = cause(unknown("Net"), found, SOURCE)
    assert words is not None and "model.py is not written" in words and "may import" not in words
    assert "model.py is not written" in notes(found, SOURCE)[1]


def test_another_name_or_error_has_no_cause_here() -> None:
    assert cause(unknown("npp"), [RAISED], SOURCE) is None
    assert cause(wire.Failed("raised", "ValueError", "name 'np' is not defined"), [RAISED], SOURCE) is None
