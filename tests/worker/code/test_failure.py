"""What the student's code raised, as data."""

from __future__ import annotations

import pytest

from grader.worker.code.failure import NotKept, failure
from grader.worker.messages import wire

LABELS = frozenset({"f.py"})


def raised(text):
    """What running this as the student's file raises."""
    try:
        exec(compile(text, "<f.py>", "exec"), {})
    except BaseException as error:
        return failure(error, LABELS)
    raise AssertionError("nothing was raised")


@pytest.mark.parametrize(
    ("text", "cause"),
    [("1 / 0", "raised"), ("raise SystemExit(3)", "exited"), ("raise MemoryError", "out_of_memory")],
)
def test_the_kinds_are_distinguished(text, cause) -> None:
    assert raised(text).cause == cause


def test_only_the_lines_of_the_student_s_own_files_are_reported() -> None:
    told = raised("import json\ndef f():\n    json.loads('{')\nf()")
    assert told.frames == [wire.Frame("f.py", 4, "<module>"), wire.Frame("f.py", 3, "f")]


def test_both_ends_of_a_deep_recursion_are_reported() -> None:
    told = raised("def f(n):\n    1 / n\n    f(n - 1)\nf(50)")
    assert [frame.line for frame in told.frames] == [4, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 2]


def test_a_syntax_error_has_its_line_and_one_that_was_raised_its_place() -> None:
    assert raised("x = 1\nif x\n    pass").frames == [wire.Frame("f.py", 2, "")]
    assert raised("raise SyntaxError('mine')").cause == "raised"


def test_an_error_without_a_readable_text_says_so() -> None:
    told = raised("class E(Exception):\n    def __str__(self): 1 / 0\nraise E")
    assert told.message == "(its text cannot be shown: ZeroDivisionError)"


def test_a_request_for_what_was_not_kept_is_not_a_failure_of_the_student_s_code() -> None:
    told = failure(NotKept("no_grad_fn"), LABELS)
    assert (told.cause, told.kind) == ("not_kept", "no_grad_fn")


def test_a_student_s_code_has_no_kind_to_give() -> None:
    assert raised("class NotKept(Exception): kind = 'no_grad_fn'\nraise NotKept('does not track gradients')").kind == ""
