"""What the exports share: which student is meant, and that ungraded work is never exported as zero."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import gradebook_examples as examples
import pytest
from formulas import HARMLESS, NAMES, formulas
from gradebook_examples import mse, vjp
from hypothesis import example, given
from hypothesis import strategies as st

from grader.errors import SandboxError, UsageError
from grader.export import classroom50, gradescope
from grader.export.common import cell
from grader.export.sheet import Sheet
from grader.outcomes.result import to_json

TRICKY = st.text(st.sampled_from("ab =+-@,;|\t\r\n\"'＝\u00a0"), max_size=12)


@pytest.mark.parametrize("module", [gradescope, classroom50])
def test_a_document_that_would_say_zero_for_what_is_ungraded_is_not_written(module, book, course, tmp_path) -> None:
    with pytest.raises(SandboxError, match="cyd: vjp could not be graded, so nothing is exported"):
        module.write(book, course, tmp_path / "out.json", "cyd")
    with pytest.raises(SandboxError):
        module.write_result(examples.result("cyd", vjp("ungraded")), tmp_path / "out.json")
    assert not (tmp_path / "out.json").exists()


@pytest.mark.parametrize("module", [gradescope, classroom50])
def test_the_student_has_to_be_named_and_to_exist(module, book, course, tmp_path) -> None:
    for student, said in (
        (None, "name one with --student"),
        ("nope", "no student"),
        ("dee", "has not handed anything in"),
    ):
        with pytest.raises(UsageError, match=said):
            module.write(book, course, tmp_path / "out.json", student)


@given(st.lists(st.lists(TRICKY, min_size=1, max_size=3), min_size=1, max_size=3), st.sampled_from(",;\t|"))
@example([[name] for name in NAMES], ";")
@example([["a", *NAMES]], ",")
def test_no_cell_of_a_sheet_is_a_formula_whatever_separator_its_reader_takes(rows, delimiter) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "out.csv")
        Sheet("out", [["x", *map(cell, row)] for row in rows], delimiter).write(path)
        text = path.read_bytes().decode()
    assert formulas(text.replace("\t", " ") if delimiter == "\t" else text) == []


@given(TRICKY)
def test_harmless_text_stays_and_what_is_made_harmless_stays_so(text) -> None:
    assert cell(cell(text)) == cell(text)
    assert cell(text).replace("'", "") == text.replace("'", "")
    assert [cell(each) for each in HARMLESS] == [*HARMLESS]


def test_a_stored_result_is_read_back(tmp_path) -> None:
    from grader.export.common import stored_result

    result = examples.result("ada", mse("a"), vjp())
    (tmp_path / "result.json").write_bytes(to_json(result))
    assert stored_result(tmp_path / "result.json") == result
    with pytest.raises(UsageError, match="No such file"):
        stored_result(tmp_path / "none.json")
    (tmp_path / "result.json").write_text('{"schema": 1}')
    with pytest.raises(UsageError, match="of this grader"):
        stored_result(tmp_path / "result.json")
