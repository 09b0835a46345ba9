"""json: the whole class, where a missing score is not a zero."""

from __future__ import annotations

import pytest
from gradebook_examples import ADA, mse, record
from msgspec.structs import replace

from grader import gradebook
from grader.errors import UsageError
from grader.export import csv as csv_export
from grader.export import json as json_export
from grader.gradebook import Gradebook
from grader.outcomes.outcome import Explanation


def test_json(book, course, tmp_path, golden, valid) -> None:
    json_export.write(book, course, tmp_path / "out.json")
    golden("gradebook.json", tmp_path / "out.json")
    document = valid("json", tmp_path / "out.json")
    scores = {student["student"]: student["score"] for student in document["students"]}
    assert scores == {"ada": 10, "bob": 5, "cyd": None, "dee": None, "eve": 5.4}


def test_a_place_that_cannot_be_written_is_reported_and_nothing_half_written_is_left(book, course, tmp_path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        csv_export.write(book, course, tmp_path / "no" / "out.csv")
    there = tmp_path / "there.json"
    there.write_text("old")

    class Broken(Gradebook):
        def outcomes(self, course):
            yield next(super().outcomes(course))
            raise UsageError("the gradebook is gone")

    book.__class__ = Broken
    before = sorted(tmp_path.iterdir())
    with pytest.raises(UsageError, match="gone"):
        json_export.write(book, course, there)
    assert (there.read_text(), sorted(tmp_path.iterdir())) == ("old", before)


def test_what_was_found_out_about_a_check_goes_with_it(course, tmp_path, valid) -> None:
    wrong = mse("a", "b")
    why = Explanation(source="repair", kind="sign", text="Look at line 3.", line=3)
    wrong.checks[:2] = [replace(wrong.checks[0], explanation=why), replace(wrong.checks[1], cluster="12ab")]
    with gradebook.open(tmp_path / "book.sqlite") as book:
        record(book, ADA, wrong)
        json_export.write(book, course, tmp_path / "out.json")
    checks = valid("json", tmp_path / "out.json")["students"][0]["exercises"][0]["checks"]
    assert [check.get("explanation", {}).get("line") for check in checks] == [3, None, None]
    assert [check.get("cluster") for check in checks] == [None, "12ab", None]
