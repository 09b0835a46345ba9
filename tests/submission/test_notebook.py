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
        ("hello\n", "it is not JSON: Expecting value: line 1 column 1 (char 0)"),
    ],
)
def test_the_message_says_why_a_file_is_not_a_notebook(tmp_path, text, said) -> None:
    (tmp_path / "vjp.ipynb").write_text(text)
    assert collect([tmp_path], IDS).sources["vjp"].broken.message.endswith(said)


CODE = ["import torch\n", "x = 1"]
CELL = {"cell_type": "code", "metadata": {}, "outputs": [{"text": ["no code"]}]}
TEXT = {"cell_type": "markdown", "source": "# words", "metadata": {}}
OF_VERSION: dict[int, dict[str, object]] = {
    1: {"cells": [{"cell_type": "text", "text": "words"}, {**CELL, "code": "".join(CODE)}]},
    2: {"worksheets": [{"cells": [TEXT, {**CELL, "input": CODE}]}]},
    3: {"worksheets": [{"cells": [TEXT, {**CELL, "input": "".join(CODE), "language": "python"}]}]},
    4: {"cells": [TEXT, {**CELL, "source": CODE}]},
    5: {"cells": [TEXT, {**CELL, "source": CODE, "id": "a"}]},
}


@pytest.mark.parametrize("version", OF_VERSION)
@pytest.mark.parametrize("begin", [b"", b"\xef\xbb\xbf", b"\r\n\t "])
def test_a_notebook_of_any_version_is_read(version, begin) -> None:
    text = json.dumps({"metadata": {"a": [[]]}, **OF_VERSION[version], "nbformat": version}, indent=1)
    assert [cell.source for cell in notebook.code_cells(begin + text.encode())] == ["import torch\nx = 1"]


@pytest.mark.parametrize(
    ("odd", "source"),
    [
        (float("nan"), 'x = "NaN, Infinity"'),
        ([1, float("-inf"), float("inf")], "y = float('NaN') # \\ud800"),
        ("half \ud800 and whole \U0001f600", "z = '\U0001f600' # \U0001f600"),
    ],
)
def test_what_python_writes_as_json_is_read_and_the_code_stays_as_it_is(odd, source) -> None:
    cells = [{**CELL, "source": source, "outputs": [{"data": {"application/json": odd}}]}]
    text = json.dumps({"nbformat": 4, "metadata": {"odd": odd}, "cells": cells})
    assert [cell.source for cell in notebook.code_cells(text.encode())] == [source]


def test_half_a_character_in_code_is_shown_as_a_question_mark() -> None:
    text = json.dumps({"cells": [{**CELL, "source": "x = '\ud800'"}]})
    assert notebook.code_cells(text.encode())[0].source == "x = '?'"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"metadata": ' + "[" * 100_000, "it is nested too deep"),
        ('{"metadata": [' + "NaN," * 100_001 + "0]}", "clear its outputs (in Jupyter"),
        ('{"metadata": ["' + r"\n" * 300_000 + '", NaN]}', "clear its outputs (in Jupyter"),
        (
            '{"cells": [{"cell_type": "code", "source": "' + "#" * notebook.MAX_CODE + '"}]}',
            "its code has 2,097,154",
        ),
        ('{"nbformat": 4}', "it does not have the form of a notebook (there are no cells)"),
        ('{"cells": [{"cell_type": "code", "source": {}}]}', "it does not have the form of a notebook"),
        ("[1]", "it does not have the form of a notebook"),
    ],
)
def test_what_costs_more_than_a_notebook_may_is_refused_with_the_reason(text, said) -> None:
    with pytest.raises(ValueError) as refused:
        notebook.code_cells(text.encode())
    assert said in str(refused.value)


def test_cells_of_every_kind_are_counted_and_the_number_that_jupyter_shows_is_kept() -> None:
    cells = [
        {"cell_type": "markdown", "source": "# A"},
        {"cell_type": "code", "source": "x = 1", "execution_count": 14},
        {"cell_type": "raw", "source": ""},
        {"cell_type": "code", "source": "y = 1", "execution_count": None},
        {"cell_type": "code", "source": "z = 1", "execution_count": "1e999"},
    ]
    read = notebook.code_cells(json.dumps({"nbformat": 4, "cells": cells}).encode())
    assert [(cell.number, cell.run) for cell in read] == [(2, 14), (4, 0), (5, 0)]
