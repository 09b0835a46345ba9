"""classroom50: the document of one student, as its runner reads it."""

from __future__ import annotations

from gradebook_examples import mse, record, vjp

from grader.export import classroom50
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


def test_classroom50_in_its_runner(book, course, tmp_path, golden, valid) -> None:
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


def test_classroom50_elsewhere_names_itself_and_never_rounds_up_to_everything(book, course, tmp_path, valid) -> None:
    student = Student("zed", "Zed", {"github": "zed50"})
    record(book, student, mse(), vjp())
    book.override("zed", "vjp", 3.9, "a hair short", "prof")
    notes = classroom50.write(book, course, tmp_path / "result.json", "zed", {})
    document = valid("classroom50", tmp_path / "result.json")
    assert (document["owner"], document["score"], document["max-score"]) == ("zed50", 9, 10)
    assert all(test["score"] <= test["max-score"] for test in document["tests"])
    assert notes == ["Classroom 50 takes whole points only: 9.9 is written as 9"]
