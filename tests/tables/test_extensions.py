"""A table of extensions, as people and their spreadsheets write it: all of it is taken, or nothing and why."""

from __future__ import annotations

from datetime import UTC, datetime

import gradebook_examples as examples
import pytest
from gradebook_examples import ADA, BOB

from grader.errors import UsageError
from grader.gradebook.directory import StudentDirectory
from grader.people import Student
from grader.tables import extensions

KIM = Student("kim", "김민수", {"sid": "007"})
NAMESAKE = Student("ada-2", "Lovelace, Ada", {"sid": "12345678901"})
PEOPLE = StudentDirectory([ADA, BOB, KIM, NAMESAKE])
POLICY = 'timezone = "Asia/Seoul"\ndeadline = 2026-11-20T12:00:00'


@pytest.fixture
def read(tmp_path):
    """read(text or bytes, policy) -> (student, exercise, until in UTC or days, reason) of each, and what was told."""

    def of(text, policy=POLICY, reason=""):
        path = tmp_path / "many.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        problems: list[str] = []
        found = extensions.read(path, examples.course(tmp_path, policy), PEOPLE, reason, problems)
        assert not problems or isinstance(text, bytes)
        return [(e.student, e.exercise, e.until or e.days, e.reason) for e in found]

    return of


UNTIL = datetime(2026, 12, 1, 14, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "student,until,exercise,reason\nada,2026-12-01,vjp,ill\nkim,2026-12-01,,ill\n",
        "email;until;exercise;why;sid\nADA@example.org;2026-12-01;vjp;ill;\n\n;2026-12-01T14:59:59Z;;ill;007\n",
        "sep=;\n학번;연장 마감;문제;사유\nA1;2026-12-01;vjp;ill\n007;2026-12-01;;ill".encode("cp949"),
        "\ufeff학번\t이름\tuntil\texercise\treason\r\nA1\t\t2026-12-01\tvjp\till\r\n007\tMinsu\t2026-12-01\t\till",
        "name,until,exercise,reason,room\n김민수,2026-12-01,,ill,5\n".encode("utf-16"),
    ],
)
def test_a_row_says_who_and_until_when_in_any_usual_form(read, text) -> None:
    kim = ("kim", "", UNTIL, "ill")
    assert read(text) in ([("ada", "vjp", UNTIL, "ill"), kim], [kim])


def test_days_and_several_exercises_and_one_reason_for_all(read) -> None:
    rows = "student,days,exercise\nada,2,vjp mse_gradient\nkim,3.0,\n"
    assert read(rows, reason="strike") == [
        ("ada", "vjp", 2, "strike"),
        ("ada", "mse_gradient", 2, "strike"),
        ("kim", "", 3, "strike"),
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("A1,2026-12-01,,x\n7,2026-12-01,,x", "row 3: no student has the id '7'; is it 007, changed by a spreadsheet"),
        ("1.2346E+10,2026-12-01,,x", "row 2: .* a spreadsheet has shortened it"),
        ("nobody,2026-12-01,,x", "row 2: no student has the id 'nobody'; nothing of this file was taken"),
        (",2026-12-01,,x", "row 2: it does not say who"),
        ('"Lovelace, Ada",2026-12-01,,x', "can be any of several students: name one by its key: ada, ada-2"),
        ("A1,2026-11-20 12:00,,x", "not after the deadline .2026-11-20 12:00:00 .09:00., so it extends nothing"),
        ("A1,2027-12-01,,x", "more than a year after the deadline; is the year right"),
        ("A1,46360.99,,x", "row 2: '46360.99' is a number, as spreadsheets store dates"),
        ("A1,05.12.2026,,x", "row 2: '05.12.2026' is not a time; write it as"),
        ("A1,,,x", "row 2: fill in until or days, one of them"),
        ("A1,2026-12-01,,", "row 2: it has no reason"),
        ("A1,2026-12-01,vip,x", "row 2: there is no exercise 'vip'; they are mse_gradient, vjp"),
        ("A1,2026-12-01,vjp,x\n\nada,2026-12-02,vjp,x", "row 4: ada, vjp: is in row 2, too; keep one of them"),
        ("x,2026-12-01,,x\nA1,2026-12-01,,x\ny,2026-12-01,,x", r"row 2: .* \(and 1 more rows are wrong\); nothing"),
    ],
)
def test_a_row_that_cannot_be_meant_is_named_on_one_line(read, rows, said) -> None:
    with pytest.raises(UsageError, match=rf"many.csv, .*{said}") as refused:
        read(f"student,until,exercise,reason\n{rows}\n")
    assert "\n" not in str(refused.value)


def test_two_ids_of_different_people_are_refused(read) -> None:
    with pytest.raises(UsageError, match="row 2: A1, 007 are different students: ada, kim"):
        read("student,sid,days,reason\nA1,007,2,x\n")


def test_days_without_a_deadline_and_times_without_a_zone_are_refused(read) -> None:
    with pytest.raises(UsageError, match="the course has no deadline for days to be counted from"):
        read("student,days,reason\nada,2,x\n", policy="")
    with pytest.raises(UsageError, match="has no time zone; write it as 2026-12-03T23:59:00"):
        read("student,until,reason\nada,2026-12-01,x\n", policy="")
    with pytest.raises(UsageError, match="is in the past"):
        read("student,until,reason\nada,2020-12-01T00:00:00Z,x\n", policy="")


@pytest.mark.parametrize(
    ("header", "said"),
    [("student,exercise x", "no column is called exercise / until /"), ("until,reason", "no column says who it is")],
)
def test_a_table_without_its_columns_is_refused(read, header, said) -> None:
    with pytest.raises(UsageError, match=said):
        read(f"{header}\na,b\n")
