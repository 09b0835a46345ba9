"""Notebooks are bounded before they are converted, and a broken one is explained."""

from __future__ import annotations

import json

import pytest

from grader.submission import notebook
from grader.submission.collect import collect
from grader.submission.source import read_source

IDS = ["mse_gradient", "vjp"]


@pytest.mark.parametrize("version", [3, 4])
def test_a_notebook_of_thousands_of_cells_is_refused_before_it_is_converted(version, tmp_path) -> None:
    cells = [{"cell_type": "code", "source": "", "input": ""}] * (notebook.MAX_CELLS + 1)
    body = {"cells": cells} if version == 4 else {"worksheets": [{"cells": cells}]}
    path = tmp_path / "vjp.ipynb"
    path.write_text(json.dumps({"nbformat": version, "nbformat_minor": 0, "metadata": {}, **body}))
    broken = read_source(path, "vjp").broken
    assert broken is not None and "it has 5,001 cells; a submission may have 5,000" in str(broken)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "vjp.ipynb is not a notebook: the file is empty"),
        (" \n", "vjp.ipynb is not a notebook: the file is empty"),
        ('{"cells": [\n {"cell_ty', "line 2 column 3 (char 14); it seems to be cut off: save it again"),
        ('{"cells": [\n {}', "line 2 column 4 (char 15); it seems to be cut off: save it again"),
        ('{"cells": [\n {}, x]}', "Expecting value: line 2 column 6 (char 17)"),
        ("import torch\n", "it is not JSON: Expecting value: line 1 column 1 (char 0)"),
    ],
)
def test_the_message_says_why_a_file_is_not_a_notebook(tmp_path, text, said) -> None:
    (tmp_path / "vjp.ipynb").write_text(text)
    assert collect([tmp_path], IDS).sources["vjp"].broken.message.endswith(said)
