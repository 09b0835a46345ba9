"""A better roster between two runs."""

from __future__ import annotations

import json
import shutil

import pytest

from grader import gradebook
from grader.batch.merging import NAMED, keep_up
from grader.intake.class_input import ClassInput
from grader.people import Problem, Student


def test_a_better_roster_joins_rows_and_nobody_is_graded_again(batch, small_class, tmp_path) -> None:
    shutil.rmtree(small_class / "dee")
    out, roster = tmp_path / "out", tmp_path / "roster.csv"
    first = json.loads(batch(small_class, "--json").stdout)
    roster.write_text("login,name,sid\nada,Ada Lovelace,1\nbob.b,Bob,bob\ncem,Cem,3\nzoe,Zoe,9\n")
    again = batch(small_class, "--json", "--roster", str(roster))
    told = json.loads(again.stdout)
    assert (told["graded"], told["unchanged"], told["absent"]) == (0, first["submissions"], ["zoe"]), again.stderr
    assert "from earlier, not among these" not in again.stderr
    with gradebook.open(out / "gradebook.sqlite") as book:
        assert {student.key: student.name for student in book.students()} == {
            "ada": "Ada Lovelace", "bob.b": "Bob", "cem": "Cem", "zoe": "Zoe",
        }  # fmt: skip
    assert "Ada Lovelace" in (out / "ada" / "index.html").read_text()
    assert (out / "bob.b" / "index.html").exists() and not (out / "bob").exists()
    assert json.loads(batch(small_class, "--json", "--roster", str(roster)).stdout)["unchanged"] == first["submissions"]


@pytest.fixture
def again(tmp_path):
    """again(there, now) -> the problems told, and the ids of those who are enrolled now, by key."""

    def of(there: list[Student], now: list[Student]) -> tuple[list[Problem], dict[str, dict[str, str]]]:
        with gradebook.open(tmp_path / "gradebook.sqlite") as book:
            book.enrol(there)
            handed_in = ClassInput("folders", [], now, [])
            keep_up(tmp_path, book, handed_in)
            return handed_in.problems, {student.key: student.ids for student in now}

    return of


def test_an_id_that_has_lost_its_zeros_is_asked_about_and_stays_as_it_was(again) -> None:
    there = [Student("ada", "Ada", {"sid": "007", "login": "ada"}), Student("bo", "Bo", {"sid": "80"})]
    now = [Student("ada", "Ada", {"sid": "7", "login": "ada"}), Student("bo", "Bo", {"sid": "8"})]
    problems, ids = again(there, now)
    assert problems == [
        "ada: the id 7 was 007 before (ada): has a spreadsheet changed it? Format the column as text and write 007"
    ]
    assert ids == {"ada": {"sid": "007", "login": "ada"}, "bo": {"sid": "8"}}


def test_so_is_that_of_somebody_who_has_another_key_by_it_and_is_matched_with_nobody(again) -> None:
    problems, ids = again([Student("Ada_007", "Ada", {"sid": "007"})], [Student("Ada_7", "Ada", {"sid": "7"})])
    assert "Ada_7: the id 7 was 007 before (Ada_007)" in problems[0]
    assert ids == {"Ada_7": {"sid": "7"}}


def test_of_many_some_are_named(again) -> None:
    there = [Student(f"s{i}", "", {"sid": f"0{i}"}) for i in range(1, NAMED + 6)]
    problems, _ = again(there, [Student(f"s{i}", "", {"sid": str(i)}) for i in range(1, NAMED + 6)])
    assert len(problems) == NAMED + 1 and problems[-1] == "5 more ids have lost the zeros at their front"
