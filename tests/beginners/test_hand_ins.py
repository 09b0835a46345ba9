"""Hand-ins as beginners make them: what each earns, and what its author is told."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "hand_ins"
STUB, PASSED_OVER = "a stub that does nothing took its place", "This part was passed over"

FULL = {
    "nbconvert": [],
    "exported_with_a_timed_cell": ["%%html was not run (autograd_loop.py, line 35)"],
    "exported_by_an_editor": [STUB],
    "argparse_at_module_level": [],
    "required_argument": ["your code called exit() while the file was loaded (vjp.py, line 7)", PASSED_OVER],
    "cell_raises_end": ["TypeError: train() missing 2", "(cell 6, line 1)", PASSED_OVER],
    "syntax_cell": ["SyntaxError: invalid syntax (cell 6, line 1)", PASSED_OVER],
    "demo_cell_between": ["name 'data' is not defined (cell 3, line 1)", "SyntaxError", "(cell 5, line 1)", "'plt'"],
    "demo_reads_a_file": ["your code sees no files besides its own", "name 'points' is not defined"],
    "shell_cells": ["%%bash was not run (cell 1, line 1)", "%%html was not run (cell 5, line 1)"],
    "upload": ["google is not here", "A stub takes the place of a package that is not here"],
    "logs_to_tensorboardx": ["tensorboardX is not here", "tabulate is not here", "koreanize_matplotlib is not here"],
}
"""Folder -> what its notes have to say; none where that is nothing."""

LESS = {
    "nested_def": "gradient is a function inside train, expected gradient(x, y, y_pred)",
    "class_method": "train is a method of class Solution, expected train(",
    "methods_of_a_class": "sums is a method of class Exercise, expected sums(",
    "one_notimpl": "loss is still as it was handed out",
    "cuda": "leave cuda() out, or make your tensors with device=x.device",
    "forgot_call": "the () after its name are missing, as in mean()",
    "item_without_brackets": "the () after its name are missing, as in mean() or item()",
    "no_grad_without_brackets": "it is `with torch.no_grad():`",
    "loader_with_workers": "use DataLoader with num_workers=0",
    "pool_of_processes": "may start no processes",
    "downloads_its_data": "has no network",
    "pylab": "np may come from %pylab inline (cell 1, line 1), which is not run",
    "writes_its_own_module": "loss_and_grad is a function in cell 1, which is not run",
    "answer_cell_is_broken": "SyntaxError: unmatched ')' (cell 2, line 3)",
    "import_cell_fails": "The statement that was to define torch failed: AttributeError",
}
"""Folder -> what one of the failed checks has to say."""


def handed_in(folder: str) -> Path:
    (path,) = (FOLDER / folder).iterdir()
    return path


@pytest.mark.parametrize("folder", FULL)
def test_a_right_answer_earns_everything_whatever_stands_around_it(grade, folder) -> None:
    path = handed_in(folder)
    result = grade(path.stem, path)
    assert (result.status, result.score) == ("passed", result.points), _told(result)
    assert [words for words in FULL[folder] if not any(words in note for note in result.notes)] == []
    assert bool(result.notes) == bool(FULL[folder])


@pytest.mark.parametrize("folder", LESS)
def test_a_wrong_answer_is_told_why(grade, folder) -> None:
    path = handed_in(folder)
    result = grade(path.stem, path)
    assert result.status == "failed"
    assert any(LESS[folder] in check.message for check in result.checks), _told(result)


def _told(result) -> list[str]:
    return [check.message for check in result.checks if check.status != "passed"]


def test_every_hand_in_is_graded_here() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted([*FULL, *LESS])
