"""A failure in a worker, told in words that fit when it came and where."""

from __future__ import annotations

import pytest

from grader.sessions.failures import explained
from grader.submission.source import Source
from grader.worker import wire
from grader.worker.wire import Cell


def left(function):
    failed = wire.Failed("exited", "SystemExit", "", [wire.Frame("a.py", 1, function)])
    return explained(failed, Source("a", "a.py", "a.py", {"a.py": b"sys.exit()\n"})).message


def test_leaving_is_told_by_when_it_happened():
    assert left("<module>") == "your code called exit() while the file was loaded (a.py, line 1)"
    assert left("train") == "your code called exit() in the middle of the call (a.py, line 1)"


def unreadable(source, label="a.py"):
    failed = wire.Failed("syntax_error", "SyntaxError", "invalid syntax", [wire.Frame(label, 2, "")])
    return explained(failed, source).details.get("reading")


@pytest.mark.parametrize("line", [b"!pip install x", b"%matplotlib inline", b"    %%time"])
def test_a_notebooks_line_in_a_file_is_said_to_be_one(line):
    assert "for notebooks only" in unreadable(Source("a", "a.py", "a.py", {"a.py": b"import torch\n" + line}))


def test_other_lines_and_cells_get_no_such_advice():
    assert unreadable(Source("a", "a.py", "a.py", {"a.py": b"import torch\nx = = 1"})) is None
    assert unreadable(Source("a", "a.ipynb", cells=(Cell(3, "x\n%time )"),)), "cell 3") is None
