"""A student's source on the page: numbered, coloured, the failing lines marked, whatever it holds."""

from __future__ import annotations

import html
import re

import pytest
import report_samples as samples

from grader.report.source import LINE, SHOWN_COLUMNS, _coloured, listing


def plain(coloured: str) -> str:
    return html.unescape(re.sub(r"</?i[^>]*>", "", coloured))


TRICKY = [
    samples.SOURCE,
    samples.HOSTILE,
    'f"{x!r:>{width}}" + rb\'\\\'\' + """open',
    "'ends with a backslash\\",
    '"""ends with a backslash\\',
    "x = 'unclosed\ny = 1",
    "a @ b\n@property\n  @x.y\ndef f(): return 1e-6 + 0x_ff + w1",
    "# &lt; &amp; <i class=k>\n&#60;",
    "def\tf\nclass\nимя = 'строка'  # комментарий",
    "",
    "\n\n\n",
]


@pytest.mark.parametrize("text", TRICKY)
def test_colours_change_no_character_and_close_in_their_line(text: str) -> None:
    coloured = _coloured(text)
    assert plain(coloured) == text
    for line in coloured.split("\n"):
        assert re.fullmatch(r"([^<>]|<i class=[cdkns]>[^<>]*</i>)*", line)


def test_colours_are_those_of_python() -> None:
    coloured = _coloured(samples.SOURCE)
    for part in (
        "<i class=d>@torch.no_grad</i>",
        "<i class=k>def</i> <i class=d>forward</i>",
        '<i class=c># a "comment" with &lt;b&gt;tags&lt;/b&gt; &amp; more</i>',
        '<i class=s>"""A docstring,</i>\n<i class=s>    over two lines."""</i>',
        "clamp(min=<i class=n>0</i>)",
        "<i class=n>1e-3</i>",
        "<i class=s>f\"shape {self!r} 'is' wrong\"</i>",
    ):
        assert part in coloured
    assert "X.mm(w1)" in coloured


@pytest.mark.parametrize(
    "text", [" \n", '"', "'\"\\", '"""', "\\", "rb", "@", " @", "1", "1e+", "def ", "\\\n", '"""\\']
)
def test_no_text_takes_more_than_linear_time(text: str) -> None:
    """Quadratic, each of these would take minutes."""
    assert plain(_coloured(text * 40_000)) == text * 40_000


def test_long_lines_are_cut() -> None:
    found = listing("f.py", "f", "x" * 10_000 + "\ny", {}, 10_000)
    assert found.lines[0].html == "x" * SHOWN_COLUMNS + "… (9,600 more characters)"
    assert found.lines[1].html == "y"


def test_lines_keep_their_numbers_around_the_first_failing_one() -> None:
    text = "\n".join(f"line{i}" for i in range(1, 101))
    found = listing("f.py", "f", text, {50: "raised", 52: "through"}, room=10 * (6 + LINE))
    assert [line.number for line in found.lines] == list(range(45, 55))
    assert found.lines[5].kind == "raised"
    assert plain(found.lines[5].html) == "line50"
    assert found.left_out == "lines 45 to 54 of 100 are shown"


@pytest.mark.parametrize(
    ("failing", "shown"), [({1: "raised"}, range(1, 11)), ({100: "raised"}, range(91, 101)), ({}, range(1, 11))]
)
def test_the_window_stays_in_the_file(failing: dict[int, str], shown: range) -> None:
    found = listing("f.py", "f", "\n".join("x" * 100), failing, room=10 * (1 + LINE))
    assert [line.number for line in found.lines] == list(shown)


def test_where_no_room_is_left_the_piece_is_named() -> None:
    found = listing("cell 9", "f", "a\nb\n", {2: "raised"}, room=0)
    assert (found.lines, found.left_out) == ([], "its lines are left out")


def test_a_line_beyond_the_end_is_not_an_error() -> None:
    assert listing("f.py", "f", "a\n", {99: "raised"}, 100).lines[0].kind == ""


def test_nothing_is_one_empty_listing() -> None:
    found = listing("f.py", "f", "", {}, 100)
    assert (found.lines, found.count, found.left_out) == ([], 0, "")
