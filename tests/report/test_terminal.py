"""What a grading prints, on a terminal and on a pipe."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.outcomes.outcome import Frame
from grader.outcomes.result import CheckResult, ExerciseResult, from_json
from grader.report import terminal

STORED = from_json(next(Path(__file__).parents[2].glob("reports/sample/*/result.json")).read_bytes())
LONG = (
    "Your gradient is exactly N times the formula: np.dot has already summed over the samples, and .mean() of that "
    "single number changes nothing"
)


@pytest.fixture
def printed(capsys, monkeypatch):
    """printed(columns) -> the lines of the summary of a wrong answer, on a terminal of that width; None for a pipe."""

    def run(columns=None, notes=(), **found):
        if columns is not None:
            for name, value in {"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": str(columns)}.items():
                monkeypatch.setenv(name, value)
        check = CheckResult(name="c", title="The gradient.", status="failed", score=0, points=1, message=LONG, **found)
        exercise = ExerciseResult(
            id="vjp", title="x", file="vjp.py", status="failed", score=0, points=1, notes=list(notes), checks=[check]
        )
        untouched = replace(exercise, id="chain_rule", status="not_attempted", notes=[], checks=[])
        terminal.summary(replace(STORED, exercises=[exercise, untouched], ignored=[]), Path("r"))
        return re.sub(r"\x1b\[[\d;]*m", "", capsys.readouterr().out).splitlines()

    return run


def test_a_long_message_is_broken_between_words_and_stays_under_its_indent(printed) -> None:
    lines = printed(columns=50)
    told = lines[lines.index("✗ vjp  The gradient.") + 1 : lines.index("")]
    assert len(told) > 2
    assert all(line.startswith("    ") and len(line.rstrip()) <= 50 for line in told)
    assert " ".join(line.strip() for line in told) == LONG


def test_piped_a_message_is_one_line(printed) -> None:
    lines = printed()
    assert f"    {LONG}" in lines
    assert lines == [line.rstrip() for line in lines]


def test_what_was_not_graded_is_reported(printed) -> None:
    assert "  vjp  Note: vjp.ipynb is older and was not graded." in printed(
        notes=["vjp.ipynb is older and was not graded"]
    )


def frame(text, file="vjp.py"):
    return Frame(file=file, line=7, function="vjp", text=text)


def test_the_students_line_that_failed_is_quoted_the_last_of_its_traceback(printed) -> None:
    lines = printed(frames=[frame("return helper(x)"), frame("    return x[3]  # [bold]\n")])
    assert lines[lines.index(f"    {LONG}") + 1] == "    > vjp.py, line 7: return x[3] # [bold]"


def test_the_line_of_a_cell_is_quoted_with_the_cell(printed) -> None:
    assert "    > cell 3, line 7: x[3]" in printed(frames=[frame("x[3]", "cell 3")])


def test_of_a_long_or_hostile_line_a_harmless_part_is_quoted(printed) -> None:
    (quoted,) = (line for line in printed(frames=[frame("x = '\x1b[2J\u202e" + "y" * 9_000)]) if "line 7" in line)
    assert quoted.startswith("    > vjp.py, line 7: x = '\\x1b[2J\\x202ey")
    assert len(quoted) < 160


def test_no_line_is_quoted_where_none_is_known(printed) -> None:
    assert not any("line 7" in line for line in printed(frames=[frame("  ")]))
