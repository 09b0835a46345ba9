"""gradescope: one student's document, as Gradescope reads it, and a class's as an autograder."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile

import gradebook_examples as examples
import pytest
from gradebook_examples import mse, record, vjp

from grader import gradebook
from grader.errors import UsageError
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


def test_a_class_is_an_autograder_that_hands_out_what_is_there(book, course, tmp_path, valid) -> None:
    """Bob's address is one that a formula could be; Cyd and Eve have none, Dee is absent."""
    notes = gradescope.write(book, course, tmp_path / "class.zip", None)
    assert notes[0] == "2 students have no score that counts (not in the zip): cyd, dee"
    assert notes[1].endswith("of their own (not in the zip): eve")
    root = tmp_path / "autograder"
    with zipfile.ZipFile(tmp_path / "class.zip") as archive:
        archive.extractall(root / "source")
        assert all(entry.external_attr >> 16 & 0o111 for entry in archive.infolist() if entry.filename[-5:] != ".json")
    program = root / "source" / "run_autograder"

    def run(*emails):
        (root / "submission_metadata.json").write_text(json.dumps({"users": [{"email": e, "id": 1} for e in emails]}))
        command = [sys.executable, program]
        return subprocess.run(command, env={"AUTOGRADER": str(root)}, capture_output=True, text=True, check=False)

    assert run("eve@example.org").returncode != 0
    assert not (root / "results").exists()
    assert run("eve@example.org", "Ada@Example.org").returncode == 0
    assert valid("gradescope", root / "results" / "results.json")["score"] == 10
    assert run("+bob@example.org").returncode == 0
    assert valid("gradescope", root / "results" / "results.json")["score"] == 5


def test_a_class_without_addresses_is_refused_and_one_without_a_zip_told_of_it(course, tmp_path) -> None:
    with gradebook.open(tmp_path / "one.sqlite") as book:
        record(book, examples.CYD, mse(), vjp())
        with pytest.raises(UsageError, match="e-mail address"):
            gradescope.write(book, course, tmp_path / "class.zip", None)
        record(book, examples.EVE, mse(), vjp())
        with pytest.raises(UsageError, match=r"a zip for all \(--out class.zip\)"):
            gradescope.write(book, course, tmp_path / "results.json", None)
    assert not (tmp_path / "class.zip").exists()
