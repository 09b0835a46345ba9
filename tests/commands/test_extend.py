"""`grade extend`: more time, given and taken back, and what changes by it."""

from __future__ import annotations

import json
from datetime import timedelta

import gradebook_examples as examples
import pytest
from command_line import COURSE, grade, opened
from gradebook_dump import dump
from gradebook_examples import ADA, BOB, DEADLINE, mse, record, vjp

from grader.people import Student


@pytest.fixture
def late(here):
    """Ada has handed in two days late; Bob and Cyd, who has nothing, are in section A."""
    examples.course(here / "course", examples.LATE.format(more=""))
    with opened(here) as book:
        record(book, ADA, mse(), vjp(), submission="late", at=DEADLINE + timedelta(days=2))
        record(book, BOB, mse(), vjp(), at=DEADLINE + timedelta(days=1))
        book.enrol([Student(s.key, s.name, s.ids, section="A") for s in (BOB, examples.CYD)])
    return here


def extend(*arguments):
    return grade("extend", *arguments, "--by", "prof", *COURSE)


def test_an_extension_says_until_when_and_which_scores_change(late) -> None:
    done = extend("ada@example.org", "mse_gradient", "--days", "2", "--reason", "was ill")
    assert done.exit_code == 0, done.output
    first, second = done.stdout.splitlines()
    assert first.startswith(
        "ada (Lovelace, Ada), mse_gradient: until 2026-11-22 12:00:00 UTC (2 days after the deadline): was ill; by prof"
    )
    assert second == "  ada, mse_gradient: 4.8 → 6 of 6 points"
    (exercise, other) = json.loads(grade("export", "json", *COURSE).stdout)["students"][0]["exercises"]
    assert (exercise["score"], exercise["extended"], exercise["due"]) == (6, True, "2026-11-22T12:00:00Z")
    assert (other["extended"], other["due"]) == (False, "2026-11-20T12:00:00Z")


def test_the_pages_tell_it_after_grade_report(late) -> None:
    extend("ada", "--until", "2026-11-22T12:00:00Z", "--reason", "was ill")
    assert grade("report", "--course", "course", "--lang", "ko").exit_code in (0, 2)  # the small course has no checks
    with opened(late) as book:
        from grader.courses import find

        notes = book.result("ada", find.load(late / "course")).exercises[0].notes
    assert "you had more time for this: until 2026-11-22 12:00:00 UTC" in notes


def test_a_section_gets_one_and_it_can_be_listed_and_removed(late) -> None:
    done = extend("--section", "A", "vjp", "--days", "1", "--reason", "strike")
    assert done.stdout == "2 extensions of 2 students\n  bob, vjp: 3.6 → 4 of 4 points\n"
    assert [line.split(":")[0] for line in extend("--list").stdout.splitlines()] == [
        "bob (=HYPERLINK(\"http", "cyd (Cyd_Chärisse), vjp"
    ]  # fmt: skip
    assert extend("--list", "ada").stdout == "no extensions\n"
    assert "bob, vjp: 4 → 3.6" in extend("bob", "--remove").stdout
    assert len(extend("--list").stdout.splitlines()) == 1
    with opened(late) as book:
        assert dump(book).count('"table": "extension"') == 3  # what was decided is kept


def test_a_table_of_many_is_taken_whole_or_not_at_all(late) -> None:
    (late / "many.csv").write_text("student,days,reason\nada,2,ill\nbob,1,ill\n")
    assert "2 extensions of 2 students" in extend("--from", "many.csv").stdout
    (late / "more.csv").write_text("student,days,reason\ncyd,2,ill\nzoe,1,ill\n")
    done = extend("--from", "more.csv")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "more.csv, row 3: no student has the id 'zoe'" in done.stderr
    assert len(extend("--list").stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ada",), "give --until TIME, --days N or --from CSV"),
        (("ada", "--days", "2", "--list"), "give --until"),
        (("ada", "--days", "2", "--until", "2026-12-01", "--reason", "x"), "not both"),
        (("ada", "--days", "2"), "--reason is missing"),
        (("ada", "--days", "0", "--reason", "x"), "--days: '0' is not a number of days, 1 to 366"),
        (("ada", "--until", "2026-11-19T00:00:00Z", "--reason", "x"), "not after the deadline"),
        (("ada", "vip", "--days", "2", "--reason", "x"), "no exercise is called 'vip'; did you mean vjp?"),
        (("zoe", "--days", "2", "--reason", "x"), "no student is called 'zoe'"),
        (("--section", "B", "--days", "2", "--reason", "x"), "nobody is in section 'B'; there are A"),
        (("--days", "2", "--reason", "x"), "say WHO"),
        (("ada", "--from", "x.csv"), "--from has who"),
        (("ada", "--remove"), "there is no such extension"),
    ],
)
def test_what_means_nothing_is_refused_and_nothing_recorded(late, arguments, said) -> None:
    done = extend(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    with opened(late) as book:
        assert '"table": "extension"' not in dump(book)
