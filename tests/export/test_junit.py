"""junit: the suites of a class or of one student, as a reader of JUnit XML takes them."""

from __future__ import annotations

import gradebook_examples as examples
import junitparser
import msgspec
import pytest

from grader.errors import UsageError
from grader.export import gradescope, junit
from grader.outcomes.outcome import Explanation


def test_junit(book, course, tmp_path, golden) -> None:
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


def test_junit_of_one_student(book, course, tmp_path) -> None:
    junit.write(book, course, tmp_path / "junit.xml", "ada")
    assert len(list(junitparser.JUnitXml.fromfile(str(tmp_path / "junit.xml")))) == 2
    with pytest.raises(UsageError, match="no student has the key 'nope'"):
        junit.write(book, course, tmp_path / "junit.xml", "nope")


def test_junit_takes_every_character_that_a_student_can_print(tmp_path) -> None:
    everything = "".join(map(chr, [*range(0x20), 0x7F, 0x85, 0xD800, 0xFFFE, 0xFFFF, 0x1F600, 0x10FFFF])) + "]]><&\"'"
    exercise = examples.mse("a")
    exercise.checks[0] = msgspec.structs.replace(exercise.checks[0], message=everything)
    junit.write_results([(everything, examples.result("x", exercise))], "gradients", tmp_path / "junit.xml")
    (suite,) = junitparser.JUnitXml.fromfile(str(tmp_path / "junit.xml"))
    assert suite.failures == 1


def test_what_explains_a_failure_stands_in_its_text(tmp_path) -> None:
    exercise = examples.mse("a")
    why = Explanation(source="mistake", kind="reduction", text="N times the formula & <b>. See line 3.", line=3)
    exercise.checks[0] = msgspec.structs.replace(exercise.checks[0], explanation=why)
    junit.write_results([("ada", examples.result("ada", exercise))], "gradients", tmp_path / "junit.xml")
    (suite,) = junitparser.JUnitXml.fromfile(str(tmp_path / "junit.xml"))
    failure = next(case for case in suite if case.name == "a").result[0]
    assert failure.text == "The claim called a.\nN times the formula & <b>\nSee line 3.\nDivide."
    (test, *_) = gradescope.document(examples.result("ada", exercise))["tests"]
    assert test["output"] == "N times the formula & <b>\n\nSee line 3.\n\nDivide."
