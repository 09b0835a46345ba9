"""gradescope, classroom50, junit: one student's document, or the class's, as the other side reads it."""

from __future__ import annotations

import json

import gradebook_examples as examples
import junitparser
import msgspec
import pytest
from gradebook_examples import mse, record, vjp

from grader import gradebook
from grader.errors import SandboxError, UsageError
from grader.export import classroom50, gradescope, junit
from grader.outcomes.result import to_json
from grader.people import Student

RUNNER = {
    "CLASSROOM": "cs1",
    "ASSIGNMENT": "gradients",
    "SUBMISSION_TAG": "submit/2026-11-20T12-00-00Z-abc1234",
    "COMMIT_URL": "https://host/c",
    "RELEASE_URL": "https://host/r",
    "REVIEW_URL": "https://host/v",
    "GITHUB_REPOSITORY": "org/cs1-gradients-bobby-tables",
}


def test_gradescope(book, course, tmp_path, golden, valid):
    gradescope.write(book, course, tmp_path / "results.json", "bob")
    golden("results.json", tmp_path / "results.json")
    document = valid("gradescope", tmp_path / "results.json")
    assert document["score"] == 5  # the override's, and not the sum of the tests
    assert {test["number"]: test["visibility"] for test in document["tests"]} == {
        "1.1": "visible", "1.2": "visible", "1.3": "visible", "2.1": "hidden",
    }  # fmt: skip
    assert "ValueError" not in document["output"]


def test_gradescope_of_a_stored_result_needs_no_gradebook(tmp_path, valid):
    result = examples.result("ada", mse("a"), vjp())
    gradescope.write_result(result, tmp_path / "results.json")
    assert valid("gradescope", tmp_path / "results.json")["score"] == 8


def test_gradescope_asks_about_a_file_whose_name_is_nearly_right(tmp_path, valid):
    result = examples.result("ada", mse("a"), examples.missing(vjp()))
    result.ignored[:] = ["vjpp.py", "notes.txt"]
    gradescope.write_result(result, tmp_path / "results.json")
    output = valid("gradescope", tmp_path / "results.json")["output"]
    assert "ignored: vjpp.py (did you mean vjp.py?)\nignored: notes.txt\n" in output


def test_the_only_student_of_a_gradebook_need_not_be_named(course, tmp_path):
    with gradebook.open(tmp_path / "one.sqlite") as book:
        record(book, examples.ADA, mse(), vjp())
        gradescope.write(book, course, tmp_path / "results.json", None)
    assert json.loads((tmp_path / "results.json").read_bytes())["score"] == 10


def test_classroom50_in_its_runner(book, course, tmp_path, golden, valid):
    notes = classroom50.write(book, course, tmp_path / "result.json", "bob", RUNNER)
    golden("classroom50.json", tmp_path / "result.json")
    document = valid("classroom50", tmp_path / "result.json")
    assert (document["owner"], document["score"], document["max-score"]) == ("bobby-tables", 5, 10)
    assert (document["classroom"], document["review"], document["datetime"]) == (
        "cs1",
        "https://host/v",
        "2026-11-20T12:00:00Z",
    )
    assert notes == []


def test_classroom50_elsewhere_names_itself_and_never_rounds_up_to_everything(book, course, tmp_path, valid):
    student = Student("zed", "Zed", {"github": "zed50"})
    record(book, student, mse(), vjp())
    book.override("zed", "vjp", 3.9, "a hair short", "prof")
    notes = classroom50.write(book, course, tmp_path / "result.json", "zed", {})
    document = valid("classroom50", tmp_path / "result.json")
    assert (document["owner"], document["score"], document["max-score"]) == ("zed50", 9, 10)
    assert all(test["score"] <= test["max-score"] for test in document["tests"])
    assert notes == ["Classroom 50 knows whole points only: 9.9 is written as 9"]


@pytest.mark.parametrize("module", [gradescope, classroom50])
def test_a_document_that_would_say_zero_for_what_is_ungraded_is_not_written(module, book, course, tmp_path):
    with pytest.raises(SandboxError, match="cyd: vjp could not be graded: nothing is exported"):
        module.write(book, course, tmp_path / "out.json", "cyd")
    with pytest.raises(SandboxError):
        module.write_result(examples.result("cyd", vjp("ungraded")), tmp_path / "out.json")
    assert not (tmp_path / "out.json").exists()


@pytest.mark.parametrize("module", [gradescope, classroom50])
def test_who_is_meant_has_to_be_said_and_there(module, book, course, tmp_path):
    for student, said in (
        (None, "say which one with --student"),
        ("nope", "no student"),
        ("dee", "nothing was handed in"),
    ):
        with pytest.raises(UsageError, match=said):
            module.write(book, course, tmp_path / "out.json", student)


def test_junit(book, course, tmp_path, golden):
    junit.write(book, course, tmp_path / "junit.xml")
    golden("junit.xml", tmp_path / "junit.xml")
    suites = {suite.name: suite for suite in junitparser.JUnitXml.fromfile(str(tmp_path / "junit.xml"))}
    assert sorted(suites) == [f"{s}.{e}" for s in ("ada", "bob", "cyd", "eve") for e in ("mse_gradient", "vjp")]
    bob, cyd, eve = suites["bob.mse_gradient"], suites["cyd.vjp"], suites["eve.vjp"]
    assert (bob.tests, bob.failures, bob.errors, bob.skipped) == (3, 2, 0, 0)
    assert (cyd.failures, cyd.errors, eve.skipped) == (0, 1, 1)
    assert {p.name: p.value for p in bob.properties()}["score"] == "5"
    assert [p.value for p in bob.properties() if p.name == "b.points"] == ["2"]
    failure = next(case for case in bob if case.name == "b").result[0]
    assert (failure.type, failure.message) == ("sums_instead_of_mean", "N times the formula & <b>")
    raised = next(iter(suites["bob.vjp"])).result[0]
    assert raised.message == r"ValueError: \x00 ]]> bad"


def test_junit_of_one_student(book, course, tmp_path):
    junit.write(book, course, tmp_path / "junit.xml", "ada")
    assert len(list(junitparser.JUnitXml.fromfile(str(tmp_path / "junit.xml")))) == 2
    with pytest.raises(UsageError, match="no student has the key 'nope'"):
        junit.write(book, course, tmp_path / "junit.xml", "nope")


def test_junit_takes_every_character_that_a_student_can_print(tmp_path):
    everything = "".join(map(chr, [*range(0x20), 0x7F, 0x85, 0xD800, 0xFFFE, 0xFFFF, 0x1F600, 0x10FFFF])) + "]]><&\"'"
    exercise = examples.mse("a")
    exercise.checks[0] = msgspec.structs.replace(exercise.checks[0], message=everything)
    junit.write_results([(everything, examples.result("x", exercise))], "gradients", tmp_path / "junit.xml")
    (suite,) = junitparser.JUnitXml.fromfile(str(tmp_path / "junit.xml"))
    assert suite.failures == 1


def test_a_stored_result_is_read_back(tmp_path):
    from grader.export.common import stored_result

    result = examples.result("ada", mse("a"), vjp())
    (tmp_path / "result.json").write_bytes(to_json(result))
    assert stored_result(tmp_path / "result.json") == result
    with pytest.raises(UsageError, match="No such file"):
        stored_result(tmp_path / "none.json")
    (tmp_path / "result.json").write_text('{"schema": 1}')
    with pytest.raises(UsageError, match="of this grader"):
        stored_result(tmp_path / "result.json")
