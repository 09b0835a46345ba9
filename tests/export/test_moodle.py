"""The worksheet and the feedback files, read as Moodle's importers read them."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from formulas import NAMES, formulas

from grader import gradebook
from grader.errors import UsageError
from grader.export import moodle
from grader.people import Student

HEADER = (
    "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments"
)
SHEET = f"""\
{HEADER}
Participant 1,Ada Lovelace,ada@example.org,Submitted for grading,,10.00,Yes,"Friday, 20 November 2026, 11:00 AM",-,
Participant 2,Bob,,Submitted for grading,,10.00,No,-,-,
Participant 3,Cyd,,Submitted for grading,3.00,10.00,Yes,-,-,by hand
Participant 5,Eve,,Submitted for grading,,10.00,Yes,-,-,"autograd-grader: 0 of 10 points"
Participant 77,Stranger,,No submission,,10.00,Yes,-,-,
"""


@pytest.fixture
def export(book, course, tmp_path):
    def run(sheet: str | None = SHEET, **options):
        into = tmp_path / "worksheet.csv" if sheet is not None else None
        if into:
            into.write_text(sheet)
        notes = moodle.write(book, course, tmp_path / "to-upload.csv", into, **options)
        return (tmp_path / "to-upload.csv").read_text(), notes

    return run


def imported(text: str) -> dict[int, tuple[float | None, str]]:
    """participant -> (grade, comment), of the rows that Moodle would take."""
    found = {}
    for row in csv.DictReader(io.StringIO(text)):
        number = int(row["Identifier"].removeprefix("Participant "))
        grade = float(row["Grade"].replace(",", ".")) if row["Grade"] else None
        if grade is not None and row["Maximum grade"] and not 0 <= grade <= float(row["Maximum grade"]):
            continue
        assert "Last modified (grade)" in row
        found[number] = (grade, row["Feedback comments"])
    return found


def test_grades_and_comments_are_filled_in(export, golden, tmp_path) -> None:
    text, notes = export()
    golden("moodle.csv", tmp_path / "to-upload.csv")
    grades = imported(text)
    assert {number: grade for number, (grade, _) in grades.items()} == {1: 10, 2: None, 3: 3, 5: 5.4, 77: None}
    assert grades[1][1] == "autograd-grader: 10 of 10 points (mse_gradient 6/6, vjp 4/4)"
    assert grades[3][1] == "by hand"
    assert "1 days late" not in grades[5][1] and "a day late" in grades[5][1]
    before, after = (list(csv.reader(io.StringIO(t))) for t in (SHEET, text))
    assert [row[:4] + row[5:9] for row in before] == [row[:4] + row[5:9] for row in after]
    assert any("locked" in note and "bob" in note for note in notes)


def test_a_grade_above_moodles_maximum_is_left_out_and_reported(export) -> None:
    text, notes = export(SHEET.replace("10.00", "5"))
    assert imported(text)[1][0] is None
    assert any("above Moodle's maximum" in note and "ada" in note for note in notes)
    text, notes = export(SHEET.replace("10.00", "5"), out_of=5)
    assert (imported(text)[1][0], imported(text)[5][0]) == (5, 2.7)


def test_a_worksheet_in_another_language_needs_the_columns_name_only(export) -> None:
    sheet = (
        SHEET.replace("Identifier,", "Kennung,")
        .replace(",Grade,", ",Bewertung,")
        .replace("Participant ", "Teilnehmer/in")
    )
    with pytest.raises(UsageError, match="no column Grade"):
        export(sheet)
    text, _ = export(sheet, column="Bewertung")
    assert next(csv.DictReader(io.StringIO(text)))["Bewertung"] == "10"


@pytest.mark.parametrize("column", [None, "Gradients (901)"])
def test_a_sheet_of_another_system_is_not_a_worksheet(export, column) -> None:
    sheet = 'Student,ID,Section,Quiz (901)\n    Points Possible,,,10\n"Lovelace, Ada",101,Morning,\n'
    with pytest.raises(UsageError, match="not a worksheet of Moodle"):
        export(sheet, column=column)


def test_without_a_worksheet_a_new_one_is_written(export) -> None:
    text, _ = export(None)
    assert {number: grade for number, (grade, _) in imported(text).items()} == {1: 10, 2: 5, 3: None, 5: 5.4}
    assert "'=HYPERLINK" in text and "'+bob@example.org" in text


def test_without_a_worksheet_or_a_participant_number_nothing_is_written(course, tmp_path) -> None:
    with gradebook.open(tmp_path / "no-moodle.sqlite") as book:
        book.enrol([Student("kim", "Kim", {})])
        with pytest.raises(UsageError, match=r"no student has a participant number of Moodle.*--into"):
            moodle.write(book, course, tmp_path / "to-upload.csv")
    assert not (tmp_path / "to-upload.csv").exists()


def test_another_maximum_in_moodle_is_reported_with_its_fix(export) -> None:
    _, notes = export(SHEET.replace("10.00", "100,00").replace(",100,00,", ',"100,00",'))
    assert any("the maximum grade is 100 in Moodle and 10 here" in note and "--out-of 100" in note for note in notes)
    for sheet, options in ((SHEET, {}), (SHEET.replace("10.00", "100"), {"out_of": 100})):
        assert not any("--out-of" in note and "is 100" in note for note in export(sheet, **options)[1])


def received(archive: zipfile.ZipFile) -> dict[int, str]:
    """participant -> file name, by the rules of Moodle's importer (old and new versions)."""
    found = {}
    for name in archive.namelist():
        folder, file = name.split("/")
        parts = folder.split("_", 4)
        assert len(parts) == 5 and parts[1].isnumeric() and parts[2:4] == ["assignfeedback", "file"], name
        assert not file.startswith((".", "~")) and not folder.startswith((".", "/"))
        found[int(parts[1])] = parts[4] + file
    return found


def test_each_student_gets_their_report_and_no_hidden_detail(book, course, tmp_path) -> None:
    notes = moodle.write_feedback(book, course, tmp_path / "feedback.zip")
    with zipfile.ZipFile(tmp_path / "feedback.zip") as archive:
        assert received(archive) == dict.fromkeys((1, 2, 3, 5), "index.html")
        pages = {name: archive.read(name).decode() for name in archive.namelist()}
    bob = next(page for name, page in pages.items() if "_2_" in name)
    assert "N times the formula" in bob
    assert "ValueError" not in bob  # what the hidden check raised
    assert any(name.startswith("Cyd Chärisse_3_") for name in pages)
    assert notes == []


@pytest.mark.parametrize("name", NAMES)
def test_no_name_is_a_formula_in_a_new_worksheet(book, export, name) -> None:
    book.enrol([Student("key", name, {"moodle": name, "email": name})])
    text, _ = export(None)
    assert [found for found in formulas(text) if found != "-"] == []


@pytest.mark.parametrize("title", ["Identifier", "Kennung"])
def test_a_name_that_would_be_a_formula_is_made_harmless_and_a_comment_is_not_touched(export, title) -> None:
    text, _ = export(f'{HEADER.replace("Identifier", title)}\nParticipant 1,"Ann;=1+1",,,,10.00,Yes,-,-,- well done\n')
    assert "Participant 1,Ann;'=1+1,,," in text
    assert text.endswith(",- well done\n")
