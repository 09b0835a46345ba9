"""csv: every student is in it, a missing score is not a zero, no cell is a formula."""

from __future__ import annotations

import csv

import formulas as formula
import gradebook_examples as examples
import pytest
from gradebook_examples import mse, vjp

from grader.export import csv as csv_export
from grader.export import json as json_export
from grader.people import Student


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def test_csv(book, course, tmp_path, golden) -> None:
    notes = csv_export.write(book, course, tmp_path / "out.csv")
    golden("gradebook.csv", tmp_path / "out.csv")
    assert [note for note in notes if "cyd" in note and "could not be graded" in note]


def test_a_student_without_a_score_has_an_empty_cell(book, course, tmp_path) -> None:
    csv_export.write(book, course, tmp_path / "out.csv")
    found = rows(tmp_path / "out.csv")
    for key, cells in (("cyd", ("4", "", "", "")), ("dee", ("", "", "", ""))):
        row = found[key]
        assert tuple(row[name] for name in ("mse_gradient", "vjp", "total", "percent")) == cells
    assert (found["cyd"]["status"], found["dee"]["status"], found["dee"]["late"]) == ("incomplete", "absent", "")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x"])
def test_no_text_is_a_formula(book, course, tmp_path, start) -> None:
    book.enrol([Student("-key", start, {"email": start, "sid": start})])
    csv_export.write(book, course, tmp_path / "out.csv")
    (row,) = (row for row in rows(tmp_path / "out.csv").values() if "key" in row["student"])
    for name in ("student", "name", "email", "sid"):
        assert row[name].startswith("'") or row[name][0] not in "=+-@\t\r＝＋－＠"


@pytest.mark.parametrize("name", formula.NAMES)
def test_no_part_of_a_text_is_a_formula_for_another_separator(book, course, tmp_path, name) -> None:
    book.enrol([Student("key", name, {"email": name, "sid": name})])
    csv_export.write(book, course, tmp_path / "out.csv")
    assert formula.formulas((tmp_path / "out.csv").read_text("utf-8-sig")) == []


def test_a_csv_on_stdout_has_no_byte_order_mark(book, course, capfdbinary) -> None:
    csv_export.write(book, course, None)
    assert capfdbinary.readouterr().out.startswith(b"student,name,")


def test_an_empty_gradebook_is_an_empty_document(course, tmp_path, valid) -> None:
    from grader import gradebook

    with gradebook.open(tmp_path / "empty.sqlite") as empty:
        json_export.write(empty, course, tmp_path / "out.json")
        csv_export.write(empty, course, tmp_path / "out.csv")
    assert valid("json", tmp_path / "out.json")["students"] == []
    assert rows(tmp_path / "out.csv") == {}


def test_what_counts_is_exported_and_not_the_latest(book, course, tmp_path) -> None:
    examples.record(
        book, examples.ADA, mse("a", "b", "c"), vjp("failed"), submission="worse", graded_at="2027-01-01T00:00:00Z"
    )
    csv_export.write(book, course, tmp_path / "out.csv")
    ada = rows(tmp_path / "out.csv")["ada"]
    assert (ada["total"], ada["attempts"]) == ("10", "2")
