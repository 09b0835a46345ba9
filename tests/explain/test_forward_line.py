"""An error in backward() is told with the line of the forward pass that it is about."""

from __future__ import annotations

import copy

import pytest

from grader import language
from grader.courses.find import builtin
from grader.explain.budget import ALONE
from grader.explain.case import Case
from grader.explain.forward_line import forward_lines
from grader.explain.words import by_itself
from grader.submission.source import Source
from grader.worker.messages.wire import NotebookCell

SOLUTION = (builtin() / "solutions/autograd_loop/solution.py").read_text()
LOSS = "        loss = ((w * X - Y) ** 2).mean()\n"
IN_PLACE = SOLUTION.replace(LOSS, "        q = w * X - Y\n        loss = (q ** 2).mean()\n        q *= 2\n")
RUNNING = SOLUTION.replace(LOSS, LOSS.replace("= (", "= loss + (")).replace("    for", "    loss = 0\n    for")
OTHER = SOLUTION.replace("        loss.backward()\n", "")


@pytest.fixture
def explained(grading, course):
    """The case of a source, and what is found of each check: by itself, and then with a second run."""
    exercise = copy.copy(course.exercises["autograd_loop"])
    exercise.mistakes = []

    def run(text: str, notebook: bool = False):
        file = Source("autograd_loop", "a.py", "a.py", {"a.py": text.encode()})
        cells = (NotebookCell(1, "import math"), NotebookCell(4, text))
        source = Source("autograd_loop", "a.ipynb", cells=cells) if notebook else file
        case = Case(grading, exercise, source, grading.grade(exercise, source), ALONE)
        found = {check.name: by_itself(check, {}) for check in case.failed}
        for name, explanation in forward_lines(case, found):
            found[name].append(explanation)
        return case, found

    return run


def test_of_a_change_in_place_the_step_and_the_change_are_told(explained) -> None:
    case, found = explained(IN_PLACE)
    assert len(found) == len(case.failed) > 1
    for (explanation,) in found.values():
        assert (explanation.source, explanation.file, explanation.line) == ("error", "a.py", 11)
        assert explanation.text.startswith("Something that backward() still needs was changed in place")
        assert (
            "Line 10 is the step that backward() cannot go back through: `loss = (q ** 2).mean()`. " in explanation.text
        )
        assert explanation.text.endswith("Line 11 changes what it needs in place: `q *= 2`.")
    told = language.words("ko", builtin()).told(explanation.text.wording)
    assert told.startswith("backward()에 아직 필요한 값이") and "11번째 줄에서 제자리에서" in told


def test_a_cell_is_told_with_its_number(explained) -> None:
    _, found = explained(RUNNING, notebook=True)
    explanation = next(iter(found.values()))[0]
    assert (explanation.file, explanation.cell, explanation.line) == ("cell 4", 4, 10)
    assert "Line 10 of cell 4 is the step" in explanation.text


def test_another_error_is_not_run_again(explained, grading, monkeypatch) -> None:
    monkeypatch.setattr(type(grading), "in_anomaly_mode", lambda *_: pytest.fail("a second run"))
    _, found = explained(OTHER)
    assert {explanation.line for (explanation,) in found.values()} == {12}
