"""gradescope: one student's document, as Gradescope reads it."""

from __future__ import annotations

import json

import gradebook_examples as examples
from gradebook_examples import mse, record, vjp

from grader import gradebook
from grader.export import gradescope


def test_gradescope(book, course, tmp_path, golden, valid) -> None:
    gradescope.write(book, course, tmp_path / "results.json", "bob")
    golden("results.json", tmp_path / "results.json")
    document = valid("gradescope", tmp_path / "results.json")
    assert document["score"] == 5  # the override's, and not the sum of the tests
    assert {test["number"]: test["visibility"] for test in document["tests"]} == {
        "1.1": "visible", "1.2": "visible", "1.3": "visible", "2.1": "hidden",
    }  # fmt: skip
    assert "ValueError" not in document["output"]


def test_gradescope_of_a_stored_result_needs_no_gradebook(tmp_path, valid) -> None:
    result = examples.result("ada", mse("a"), vjp())
    gradescope.write_result(result, tmp_path / "results.json")
    assert valid("gradescope", tmp_path / "results.json")["score"] == 8


def test_gradescope_asks_about_a_file_whose_name_is_nearly_right(tmp_path, valid) -> None:
    result = examples.result("ada", mse("a"), examples.missing(vjp()))
    result.ignored[:] = ["vjpp.py", "notes.txt"]
    gradescope.write_result(result, tmp_path / "results.json")
    output = valid("gradescope", tmp_path / "results.json")["output"]
    assert "ignored: vjpp.py (did you mean vjp.py?)\nignored: notes.txt\n" in output


def test_the_only_student_of_a_gradebook_need_not_be_named(course, tmp_path) -> None:
    with gradebook.open(tmp_path / "one.sqlite") as book:
        record(book, examples.ADA, mse(), vjp())
        gradescope.write(book, course, tmp_path / "results.json", None)
    assert json.loads((tmp_path / "results.json").read_bytes())["score"] == 10
