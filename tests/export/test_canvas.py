"""The sheet that goes back into Canvas, read as its importer reads it."""

from __future__ import annotations

import csv
import io
import re

import pytest
from formulas import NAMES, formulas
from gradebook_examples import mse, record, vjp

from grader.errors import UsageError
from grader.export import canvas
from grader.people import Student

HEADER = "Student,ID,SIS User ID,SIS Login ID,Section,Essay (900),Gradients (901),Final Score,Unposted Final Grade"
SHEET = f"""\
{HEADER}
,,,,,,Manual Posting,,
    Points Possible,,,,,20,10,(read only),(read only)
"Lovelace, Ada",101,A1,ada,Morning,"17,5",,77.1,
"O'Late; Eve",105,,eve,Morning,12,1,50,
"Evil, Bob",102,,,Noon,EX,EX,50,
Chärisse Cyd_,,,cyd,Noon,3,2,,
"Dee, Absent",104,,,Noon,,,,
"Stranger, A",999,,,Noon,1,7,,
"Student, Test",1,,,Noon,,,,
"""


@pytest.fixture
def export(book, course, tmp_path):
    """export(sheet text, **options) -> (the text written, the notes)."""

    def run(sheet: str | bytes | None = SHEET, **options):
        into = tmp_path / "exported.csv" if sheet is not None else None
        if into:
            into.write_bytes(sheet if isinstance(sheet, bytes) else sheet.encode())
        notes = canvas.write(book, course, tmp_path / "to-import.csv", into, **options)
        return (tmp_path / "to-import.csv").read_bytes().decode("utf-8-sig"), notes

    return run


def imported(text: str) -> tuple[list[str], dict[str, dict[str, str]], dict[str, str]]:
    """As Canvas's importer takes it: titles of the assignments, row[1] -> title -> grade, the points possible."""
    lines = text.splitlines()[:3]
    counts = {mark: {len(row) for row in csv.reader(lines, delimiter=mark)} for mark in ";,"}
    semicolons = len(counts[";"]) == 1 and (len(counts[","]) > 1 or max(counts[";"]) > max(counts[","]))
    header, *rows = csv.reader(io.StringIO(text), delimiter=";" if semicolons else ",")
    assert "Student" in header[0] and "ID" in header[1] and len(header) > 3
    columns = 3 + 2 * ("SIS User ID" in header[2])
    assert "Section" in header[columns - 1]
    reserved = re.compile("(Current|Final|Override) (Score|Points|Grade|Status)")
    titles = [title for title in header[columns:] if not reserved.search(title)]
    assert len(set(titles)) == len(titles)
    grades, possible = {}, {}
    for row in rows:
        cells = {title: row[header.index(title)].strip() for title in titles}
        if "Points Possible" in row[0]:
            possible = cells
        elif not all(re.fullmatch(r"\s*(Muted|Manual Posting.*)?\s*", cell, re.I) for cell in row):
            grades[row[1] or row[0]] = cells
    return titles, grades, possible


def test_our_column_is_filled_in_and_nothing_else_changes(export, golden, tmp_path) -> None:
    text, notes = export()
    golden("canvas.csv", tmp_path / "to-import.csv")
    titles, grades, possible = imported(text)
    assert (titles, possible["Gradients (901)"]) == (["Essay (900)", "Gradients (901)"], "10")
    assert {row: cells["Gradients (901)"] for row, cells in grades.items()} == {
        "101": "10", "105": "5.4", "102": "EX", "Chärisse Cyd_": "2", "104": "", "999": "7", "1": "",
    }  # fmt: skip
    before, after = (list(csv.reader(io.StringIO(t))) for t in (SHEET, text))
    assert [row[:6] + row[7:] for row in before] == [row[:6] + row[7:] for row in after]
    assert [note for note in notes if "not in the gradebook" in note and "Stranger, A 999" in note]
    assert [note for note in notes if "no score that counts" in note and "cyd, dee" in note]


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize(("mark", "end"), [(",", "\r\n"), (";", "\n"), (";", "\r\n"), ("\t", "\n")])
def test_the_file_keeps_its_form(export, tmp_path, bom, mark, end) -> None:
    rows = csv.reader(io.StringIO(SHEET))
    text = io.StringIO()
    csv.writer(text, delimiter=mark, lineterminator=end).writerows(rows)
    export(bom + text.getvalue().encode())
    written = (tmp_path / "to-import.csv").read_bytes()
    assert written.startswith(bom + f"Student{mark}ID".encode())
    assert written.count(end.encode()) == written.count(b"\n") == SHEET.count("\n")


def test_where_the_assignment_is_not_there_a_new_one_is_offered(export) -> None:
    text, notes = export(SHEET.replace("Gradients (901)", "Quiz (901)"))
    titles, grades, possible = imported(text)
    assert titles[-1] == "Gradients"  # without a number: Canvas makes a new assignment
    assert (grades["101"]["Gradients"], grades["101"]["Quiz (901)"], possible["Gradients"]) == ("10", "", "10")
    assert any("a new one is added (--column names one that is there)" in note for note in notes)


@pytest.mark.parametrize("column", ["Gradeints", "gradient", "Gradeints (901)", "9011"])
def test_a_column_that_is_nearly_called_so_is_asked_about(export, column) -> None:
    with pytest.raises(UsageError, match=rf"no column {re.escape(column)}: did you mean Gradients \(901\)\?"):
        export(column=column)


@pytest.mark.parametrize("column", ["Sheet 2", "Project"])
def test_a_column_of_another_name_is_a_new_one(export, column) -> None:
    titles, _, _ = imported(export(SHEET.replace("Essay", "Sheet 1"), column=column)[0])
    assert titles[-1] == column


def test_a_sheet_without_maxima_gets_them(export) -> None:
    lines = [line for line in SHEET.replace("Gradients (901)", "Quiz (901)").splitlines() if "Possible" not in line]
    assert imported(export("\n".join(lines))[0])[2]["Gradients"] == "10"


def test_two_rows_of_one_student_are_reported_and_the_first_counts(export) -> None:
    text, notes = export(SHEET + "Ada,,,ada@example.org,x,,,,\n")
    assert imported(text)[1]["Ada"]["Gradients (901)"] == ""
    assert [note for note in notes if note.startswith("1 student has") and note.endswith(": ada")]


def test_a_column_for_each_exercise(export) -> None:
    text, _ = export(SHEET.replace("Essay (900)", "vjp (900)"), per_exercise=True)
    titles, grades, possible = imported(text)
    assert titles == ["vjp (900)", "Gradients (901)", "mse_gradient"]
    assert (grades["101"]["vjp (900)"], grades["101"]["mse_gradient"], grades["101"]["Gradients (901)"]) == (
        "4",
        "6",
        "",
    )
    assert grades["Chärisse Cyd_"] == {"vjp (900)": "3", "mse_gradient": "4", "Gradients (901)": "2"}
    assert possible["mse_gradient"] == "6"


def test_the_column_may_be_named_by_its_number_and_the_total_scaled(export) -> None:
    text, notes = export(column="900", out_of=20)
    _, grades, _ = imported(text)
    assert (grades["101"]["Essay (900)"], grades["105"]["Essay (900)"], grades["102"]["Essay (900)"]) == (
        "20",
        "10.8",
        "EX",
    )
    assert not any("--out-of" in note for note in notes)


def test_points_that_differ_from_canvas_are_reported(export) -> None:
    _, notes = export(column="Essay")
    assert any("worth 20 points in Canvas and 10 here" in note and "--out-of 20" in note for note in notes)


def test_a_column_that_canvas_computes_is_not_written(export) -> None:
    with pytest.raises(UsageError, match="Canvas computes Final Score itself"):
        export(column="Final Score")


def test_two_columns_of_one_title_are_not_guessed_between(export) -> None:
    with pytest.raises(UsageError, match=r"Gradients \(900\), Gradients \(901\).*--column NUMBER"):
        export(SHEET.replace("Essay", "Gradients"))
    _, grades, _ = imported(export(SHEET.replace("Essay", "Gradients"), column="901")[0])
    assert grades["101"]["Gradients (901)"] == "10"


def test_no_student_gets_the_score_of_a_namesake(export, book) -> None:
    for key, ids in (("kim1", {"canvas": "201"}), ("kim2", {}), ("lee", {"canvas": "301"})):
        book.enrol([Student(key, "Lee, Kim" if key != "lee" else "Lee, Only", ids)])
    for student in book.students():
        if student.key in ("kim1", "kim2", "lee"):
            record(book, student, mse(), vjp())
    rows = '"Lee, Kim",201,,,x,,,,\n"Lee, Kim",202,,,x,,,,\nOnly Lee,302,,,x,,,,\n'
    _, grades, _ = imported(export(SHEET + rows)[0])
    assert [grades[number]["Gradients (901)"] for number in ("201", "202", "302")] == ["10", "", ""]


def test_without_a_sheet_a_new_one_is_written(export) -> None:
    text, _ = export(None)
    titles, grades, possible = imported(text)
    assert (titles, possible) == (["Gradients"], {"Gradients": "10"})
    assert grades["101"] == {"Gradients": "10"}
    assert "'=HYPERLINK" in text


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ("", "no table in it"),
        ("a,b,c\n1,2,3\n", "not a gradebook of Canvas"),
        (b"Student,ID\xff\n", "not in UTF-8"),
        (b"PK\3\4\x14\0\0\0\x08\0\xff ada_1_2_vjp.py", "this is a zip archive; name a CSV file"),
        (b"PK\3\4\x14\0\0\0\x08\0\xff xl/workbook.xml", "this is a spreadsheet file; save it as CSV"),
        (b"SQLite format 3\0\x10\0\xff", "this is a database; name a CSV file"),
        ('Student,ID,Section\n"never closed' + "x" * 2**18, "not a CSV file"),
    ],
)
def test_a_file_of_something_else_is_refused(export, sheet, said) -> None:
    with pytest.raises(UsageError, match=said):
        export(sheet)


@pytest.mark.parametrize("name", NAMES)
def test_no_name_is_a_formula_in_a_new_sheet(book, export, name) -> None:
    book.enrol([Student("key", name, {"canvas": "7", "sid": name, "login": name})])
    assert formulas(export(None)[0]) == []


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_name_that_would_be_a_formula_is_made_harmless_where_an_id_tells_who_it_is(export, delimiter) -> None:
    header = "Student,ID,SIS User ID,SIS Login ID,Section,Gradients (901)".replace(",", delimiter)
    rows = [
        f'"Ann;=1+1"{delimiter}101{delimiter * 4}',
        f'"=2,+2"{delimiter * 5}',
        f"Bob{delimiter}102{delimiter * 3}=9{delimiter}",
    ]
    text, _ = export("\n".join([header, *rows, ""]))
    found = [row[0] for row in csv.reader(io.StringIO(text), delimiter=delimiter)]
    assert found == ["Student", "Ann;'=1+1", "=2,+2", "Bob"]
    assert "=9" in text, "what is not a name stays as Canvas gave it"
