"""What the exports share: which student is meant, and that ungraded work is never exported as zero."""

from __future__ import annotations

import gradebook_examples as examples
import pytest
from gradebook_examples import mse, vjp

from grader.errors import SandboxError, UsageError
from grader.export import classroom50, gradescope
from grader.outcomes.result import to_json


@pytest.mark.parametrize("module", [gradescope, classroom50])
def test_a_document_that_would_say_zero_for_what_is_ungraded_is_not_written(module, book, course, tmp_path) -> None:
    with pytest.raises(SandboxError, match="cyd: vjp could not be graded: nothing is exported"):
        module.write(book, course, tmp_path / "out.json", "cyd")
    with pytest.raises(SandboxError):
        module.write_result(examples.result("cyd", vjp("ungraded")), tmp_path / "out.json")
    assert not (tmp_path / "out.json").exists()


@pytest.mark.parametrize("module", [gradescope, classroom50])
def test_the_student_has_to_be_named_and_to_exist(module, book, course, tmp_path) -> None:
    for student, said in (
        (None, "say which one with --student"),
        ("nope", "no student"),
        ("dee", "nothing was handed in"),
    ):
        with pytest.raises(UsageError, match=said):
            module.write(book, course, tmp_path / "out.json", student)


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
