from __future__ import annotations

from grader.explain.in_text import Text, TextPlace
from grader.submission.source import Source
from grader.worker.messages.wire import NotebookCell

TEXT = """
def train(x, y, w):
    y = 2 * x
    w -= 0.5
    x[0] = 3
    return y
"""


def text(source: str) -> Text:
    return Text(Source("e", "a.py", "a.py", {"a.py": source.encode()}))


def test_it_says_where_an_argument_gets_a_value_of_its_own() -> None:
    assert text(TEXT).overwritten("train", "y") == TextPlace("a.py", 3)
    assert text(TEXT).overwritten("train", "x") is None


def test_it_says_where_an_argument_is_changed_in_place() -> None:
    found = text(TEXT)
    assert [found.changed_in_place("train", name) for name in ("w", "x", "y")] == [
        TextPlace("a.py", 4),
        TextPlace("a.py", 5),
        None,
    ]


def test_a_number_has_a_place() -> None:
    assert text(TEXT).literals()[0.5] == [TextPlace("a.py", 4)]


def test_cells_count_by_their_own_lines() -> None:
    cells = (NotebookCell(2, "%matplotlib inline"), NotebookCell(4, TEXT))
    assert Text(Source("e", "a.ipynb", cells=cells)).overwritten("train", "y") == TextPlace("cell 4", 3, 4)


def test_what_is_large_deep_or_no_python_says_nothing() -> None:
    for source in ("x = 1\n" * 20_000, "(" * 5000, "def train(:", "-" * 60_000 + "1", "\0"):
        found = text(source)
        assert found.overwritten("train", "y") is None
        assert found.uses("train", "y")
        assert found.literals() == {}
