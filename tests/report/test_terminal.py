"""What a grading prints, on a terminal and on a pipe."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from grader.outcomes.history import NOTHING, Before, Change
from grader.outcomes.outcome import Explanation, Frame
from grader.outcomes.result import CheckResult, ExerciseResult, Piece, from_json
from grader.report import terminal

STORED = from_json(next(Path(__file__).parents[2].glob("reports/sample/*/result.json")).read_bytes())
LONG = (
    "Your gradient is exactly N times the formula: np.dot has already summed over the samples, and .mean() of that "
    "single number changes nothing"
)


@pytest.fixture
def printed(capsys, monkeypatch):
    """printed(columns) -> the lines of the summary of a wrong answer, on a terminal of that width; None for a pipe."""

    def run(columns=None, notes=(), before=NOTHING, **found):
        if columns is not None:
            for name, value in {"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": str(columns)}.items():
                monkeypatch.setenv(name, value)
        check = CheckResult(name="c", title="The gradient.", status="failed", score=0, points=1, message=LONG, **found)
        exercise = ExerciseResult(
            id="vjp", title="x", file="vjp.py", status="failed", score=0, points=1, notes=list(notes), checks=[check]
        )
        untouched = replace(exercise, id="chain_rule", status="not_attempted", notes=[], checks=[])
        terminal.summary(replace(STORED, exercises=[exercise, untouched], ignored=[]), Path("r"), before)
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


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            [Change("vjp", "t", 2, 4, ["a", "b"], ["c"]), Change("nn_module", "t", 1, 1.5, [], [])],
            "Since your last attempt: 3 → 5.5 points, 2 checks pass that failed, one check fails that passed",
        ),
        ([Change("vjp", "t", 2, 1, [], [])], "Since your last attempt: 2 → 1 points"),
        ([Change("vjp", "t", 2, 2, [], [])], "Since your last attempt no check has changed."),
    ],
)
def test_what_changed_since_the_last_attempt_is_one_line_the_last(printed, changes, said) -> None:
    assert printed(before=Before(changes=changes))[-1] == said


def test_of_a_first_attempt_nothing_is_compared(printed) -> None:
    assert not any("last attempt" in line for line in printed())


def steps(*names):
    with terminal.progress(len(names)) as step:
        for name in names:
            step(name)


def test_progress_on_a_terminal_names_the_exercise_and_how_many_there_are(capsys, monkeypatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    steps("vjp", "nn_module")
    assert "nn_module, 2 of 2" in capsys.readouterr().err


def test_piped_there_is_no_progress(capsys) -> None:
    steps("vjp", "nn_module")
    assert capsys.readouterr() == ("", "")


# Explanations


def explained(capsys, *explanations, source=()):
    """The lines that explanations of failed checks are printed in."""
    base: dict[str, Any] = {"title": "x", "status": "failed", "score": 0, "points": 1, "message": LONG}
    checks = [CheckResult(name=f"c{i}", explanation=why, **base) for i, why in enumerate(explanations)]
    exercise = ExerciseResult(
        id="vjp", title="x", file="vjp.py", status="failed", score=0, points=1, checks=checks, source=list(source)
    )
    terminal.explanations(replace(STORED, exercises=[exercise]))
    return capsys.readouterr().out.splitlines()


def why(text, line=None, **fields):
    return Explanation(source="repair", kind="sign", text=text, line=line, hint="HINT", **fields)


PIECES = (Piece(label="vjp.py", text="x"), Piece(label="cell 3", text="x", run=7))


@pytest.mark.parametrize(
    ("explanation", "line"),
    [
        (why("A sign is wrong.", 12), "→ vjp  line 12: A sign is wrong."),
        (why("A sign in line 12 is wrong.", 12), "→ vjp  A sign in line 12 is wrong."),
        (why("A sign is wrong.", 2, file="cell 3"), "→ vjp  cell 3, In [7], line 2: A sign is wrong."),
        (why(f"{LONG} See line 3.", 3), "→ vjp  See line 3."),
        (why("[bold]\x1b[2J"), "→ vjp  [bold]\\x1b[2J"),
    ],
)
def test_an_explanation_is_one_line_with_its_place_and_without_what_was_said(capsys, explanation, line) -> None:
    assert explained(capsys, explanation, explanation, source=PIECES) == [line]


def test_an_explanation_that_says_what_the_message_said_is_not_printed(capsys) -> None:
    assert explained(capsys, why(LONG), None) == []


def test_what_an_earlier_line_has_said_already_is_not_a_line_of_its_own(capsys) -> None:
    assert explained(capsys, why("Twice. See line 3.", 3), why("See line 3.", 3)) == ["→ vjp  Twice. See line 3."]


def test_a_spinner_on_a_terminal_says_what_is_looked_for_and_piped_there_is_none(capsys, monkeypatch) -> None:
    for told in ("", "vjp: looking for the line"):
        with terminal.searching() as looking:
            looking("vjp", "repairs")
        printed = capsys.readouterr()
        assert printed.out == ""
        assert told in printed.err
        assert bool(printed.err) == bool(told)
        monkeypatch.setenv("FORCE_COLOR", "1")
