"""The message about a failure in a worker fits when and where it happened."""

from __future__ import annotations

import pickle

import pytest

from grader.sessions.failures import explained
from grader.submission.source import Source
from grader.worker.messages import wire
from grader.worker.messages.wire import NotebookCell


def left(function):
    failed = wire.Failed("exited", "SystemExit", "", [wire.Frame("a.py", 1, function)])
    return explained(failed, Source("a", "a.py", "a.py", {"a.py": b"sys.exit()\n"})).message


def test_the_message_about_leaving_says_when_it_happened() -> None:
    assert left("<module>") == "your code called exit() while the file was loaded (a.py, line 1)"
    assert left("train") == "your code called exit() in the middle of the call (a.py, line 1)"


def test_a_kind_is_passed_on_of_what_the_worker_does_not_hold_alone() -> None:
    source = Source("a", "a.py", "a.py", {})
    refused, raised = (wire.Failed(cause, "X", "", kind="no_grad_fn") for cause in ("not_kept", "raised"))
    assert explained(refused, source).kind == "no_grad_fn"
    assert explained(raised, source).kind == ""
    assert pickle.loads(pickle.dumps(explained(refused, source))).kind == "no_grad_fn"


def unreadable(source, label="a.py"):
    failed = wire.Failed("syntax_error", "SyntaxError", "invalid syntax", [wire.Frame(label, 2, "")])
    return explained(failed, source).details.get("reading")


@pytest.mark.parametrize("line", [b"!pip install x", b"%matplotlib inline", b"    %%time"])
def test_a_notebooks_line_in_a_file_is_named_as_one(line) -> None:
    assert "for notebooks only" in unreadable(Source("a", "a.py", "a.py", {"a.py": b"import torch\n" + line}))


def test_other_lines_and_cells_get_no_such_advice() -> None:
    assert unreadable(Source("a", "a.py", "a.py", {"a.py": b"import torch\nx = = 1"})) is None
    assert unreadable(Source("a", "a.ipynb", cells=(NotebookCell(3, "x\n%time )"),)), "cell 3") is None


def test_a_stub_in_the_way_is_named_by_its_module() -> None:
    failed = wire.Failed("not_kept", "NotKept", "stub of torchvision", kind="no_module")
    error = explained(failed, Source("a", "a.py", "a.py", {}))
    assert error.message == "the result is what a stub of torchvision returned, expected an nn.Module"
    assert error.details["reading"].startswith("torchvision is not here. A stub takes its place")


def test_a_class_in_the_place_of_its_object_says_what_is_missing() -> None:
    failed = wire.Failed("not_kept", "NotKept", "type", kind="no_module")
    assert "are the () after its name missing?" in explained(failed, Source("a", "a.py", "a.py", {})).message


@pytest.mark.parametrize(
    ("line", "advice"), [(b"lr = float(sys.argv[1])", "No arguments are given"), (b"x[1]", "take it")]
)
def test_an_argument_that_is_missing_has_nothing_to_do_with_the_data(line, advice) -> None:
    failed = wire.Failed("raised", "IndexError", "list index out of range", [wire.Frame("a.py", 1, "<module>")])
    assert advice in explained(failed, Source("a", "a.py", "a.py", {"a.py": line})).details["reading"]


@pytest.mark.parametrize(
    ("run", "place"), [(14, "cell 6, In [14], line 1"), (6, "cell 6, line 1"), (0, "cell 6, line 1")]
)
def test_a_cell_is_told_with_the_number_that_jupyter_shows_beside_it(run, place) -> None:
    source = Source("a", "a.ipynb", cells=(NotebookCell(6, "1/0", run=run),))
    failed = wire.Failed("raised", "ZeroDivisionError", "x", [wire.Frame("cell 6", 1, "<module>")])
    assert explained(failed, source).message == f"ZeroDivisionError: x ({place})"
