"""`grade marks`: what people grade, out to graders and back; what nobody has graded is pending, never zero."""

from __future__ import annotations

import csv
import io
import json
import re
import signal
import subprocess
import sys

import gradebook_examples as examples
import pytest
from command_line import COURSE, grade, opened
from gradebook_dump import dump
from gradebook_examples import BOB, mse, record, vjp

from grader.courses import find
from grader.people import Student

ANSWERS = {"reason": ("2.5", "unclear", ""), "style": ("good", "", ""), "sloppy": ("1", "", "=mind the names")}


@pytest.fixture
def course(here):
    """Ada and Bob have handed in; people grade items of vjp."""
    examples.course(here / "course", examples.LATE.format(more=""))
    with open(here / "course" / "course.toml", "a") as file:
        file.write(examples.ITEMS)
    (here / "course" / "comments.toml").write_text('unclear = "It stays unclear <b>why</b>."\n')
    with opened(here) as book:
        record(book, BOB, mse(), vjp("failed"))
        book.enrol([Student("bob", BOB.name, BOB.ids, section="B")])
    return find.load(here / "course")


def exported(*arguments: str) -> list[dict[str, str]]:
    done = grade("marks", "export", *arguments, *COURSE)
    assert done.exit_code == 0, done.output
    return list(csv.DictReader(io.StringIO(done.stdout)))


def imported(here, rows, *arguments: str):
    with open(here / "marks.csv", "w", newline="") as file:
        table = csv.DictWriter(file, rows[0], delimiter=";")
        table.writeheader()
        table.writerows(rows)
    return grade("marks", "import", "marks.csv", *arguments, *COURSE)


def answered(rows):
    given = (dict(zip(("score", "comments", "comment"), ANSWERS[row["item"]], strict=True)) for row in rows)
    return [row | each for row, each in zip(rows, given, strict=True)]


def scores() -> dict[str, float | None]:
    document = json.loads(grade("export", "json", *COURSE).stdout)
    return {student["student"]: student["exercises"][1]["score"] for student in document["students"]}


def test_what_is_not_graded_yet_is_pending_and_has_no_total(course) -> None:
    rows = list(csv.DictReader(io.StringIO(grade("export", "csv", *COURSE).stdout)))
    ada = rows[0]
    assert (ada["vjp"], ada["vjp (automatic)"], ada["vjp (manual)"], ada["vjp (pending)"]) == ("", "4", "", "2")
    assert (ada["total"], ada["points"], ada["status"]) == ("", "15", "incomplete")
    assert "2 students have parts that people have yet to grade" in grade("export", "csv", *COURSE).stderr


def test_a_round_trip_is_blind_and_counts(course, here) -> None:
    rows = exported()
    assert len(rows) == 6 and not any("ada" in "".join(row.values()).casefold() for row in rows)
    done = imported(here, answered(rows), "--by", "kim")
    assert (done.exit_code, done.stdout) == (0, "6 rows are taken; 0 items are still to be graded\n"), done.output
    assert scores() == {"ada": 7.5, "bob": 3.5}  # checks, 2.5 and 2 points, and 1 is taken
    (row, *_) = exported("--names")
    assert (row["score"], row["comments"], row["student"] in ("ada", "bob")) == ("2.5", "unclear", True)


def test_the_student_reads_what_was_given_why_and_by_whom(course, here) -> None:
    imported(here, answered(exported()), "--by", "kim")
    with opened(here) as book:
        result = book.result("ada", course)
    found = {item.id: (item.score, item.comments, item.by) for item in result.exercises[1].items}
    assert found == {
        "reason": (2.5, ["It stays unclear <b>why</b>."], "kim"),
        "style": (2, [], "kim"),
        "sloppy": (1, ["=mind the names"], "kim"),
    }
    from grader.report import page

    html = page.render(result)
    assert "It stays unclear &lt;b&gt;why&lt;/b&gt;." in html
    assert "Graded by kim: ask them about it." in html
    lines = grade("explain", "ada", "vjp", *COURSE).stdout.splitlines()
    assert "  Says why, by kim: 2.5 of 3 points" in lines and "  Sloppy, by kim: -1 of 5 points" in lines


def test_what_was_written_stands_beside_the_item(course, here) -> None:
    toml = here / "course" / "course.toml"
    toml.write_text(toml.read_text().replace('title = "Says why"', 'title = "Says why"\nanswer = "why.md"'))
    for student in ("ada", "bob"):
        (here / "class" / student).mkdir(parents=True)
        (here / "class" / student / "vjp.py").write_text("")
    (here / "class" / "ada" / "why.md").write_text("=1+1, so **it is**\n")
    assert [row["answer"] for row in exported()] == [""] * 6
    with opened(here) as book:
        book.write_answers(BOB, {("vjp", "reason"): "as batch has read it"})
    assert sorted(row["answer"] for row in exported())[-1] == "as batch has read it"
    rows = exported("--answers", "class")
    assert sorted(row["answer"] for row in rows) == [""] * 5 + ["'=1+1, so **it is**"]
    assert imported(here, answered(rows)).exit_code == 0  # the column is passed over


def test_a_row_that_is_there_twice_is_told_and_taken_once(course, here) -> None:
    rows = answered(exported())
    done = imported(here, [*rows, rows[0]])
    assert done.stdout == "6 rows are taken; 0 items are still to be graded\n", done.output
    assert "note: marks.csv, row 8: the same as marks.csv, row 2" in done.stderr


def test_the_rest_can_be_graded_later_and_the_same_file_again_changes_nothing(course, here) -> None:
    rows = answered(exported())
    some = [row | {"score": "", "comments": "", "comment": ""} if row["item"] == "style" else row for row in rows]
    assert imported(here, some).stdout == "4 rows are taken; 2 items are still to be graded\n"
    assert scores() == {"ada": None, "bob": None}
    assert "no score counts yet" in grade("explain", "ada", "vjp", *COURSE).stdout
    assert imported(here, rows).exit_code == 0
    with opened(here) as book:
        before = dump(book)
        assert imported(here, rows).exit_code == 0
        assert dump(book) == before


def test_a_mark_that_came_since_the_export_is_shown_and_not_overwritten(course, here) -> None:
    rows = answered(exported())
    imported(here, rows, "--by", "kim")
    other = [row | {"score": "3"} if row["item"] == "reason" else row for row in rows]
    done = imported(here, other, "--by", "lee")
    assert done.exit_code == 2
    assert done.stderr.count("conflict: marks.csv, row") == 2
    assert "3 here, 2.5 by kim in the gradebook" in done.stderr
    assert scores()["ada"] == 7.5
    again = [row | {"score": "1"} if row["item"] == "reason" else row for row in exported()]
    assert imported(here, again).exit_code == 0  # whoever has seen it may change it
    assert imported(here, other, "--overwrite").exit_code == 0
    assert scores()["ada"] == 8


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"number": "12"}, "the number '12' is not one that `grade marks export` gave"),
        ({"exercise": "mse_gradient"}, "is not a number of the exercise 'mse_gradient'"),
        ({"item": "gone"}, "vjp has no item 'gone' .any more.; there are reason, style, sloppy"),
        ({"score": "3.5"}, "reason: 3.5 is out of range; it is 0 to 3"),
        ({"score": "-1"}, "reason: '-1' is not a score; it is 0 to 3"),
        ({"score": "03. Feb"}, "is not a score"),
        ({"score": ""}, "it has a comment and no score"),
        ({"comments": "unclaer"}, "comments.toml has no comment 'unclaer'; there are unclear"),
        ({"mark": "x"}, "leave it as it was exported"),
        ({"item": "style", "score": "fine"}, "style: 'fine' is not one of good, none"),
    ],
)
def test_a_row_that_cannot_be_meant_is_named_and_nothing_is_taken(course, here, change, said) -> None:
    rows = answered(exported())
    done = imported(here, [rows[0] | change, *rows[1:]])
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1), done.output
    assert re.search(f"marks.csv, row 2: .*{said}.*nothing of this file was taken", done.stderr), done.stderr
    with opened(here) as book:
        assert '"table": "mark"' not in dump(book)


def test_graders_get_files_of_their_own_and_two_that_disagree_are_refused(course, here) -> None:
    assert grade("marks", "export", "--split", "2", "--out", "to-grade", *COURSE).exit_code == 0
    files = sorted((here / "to-grade").iterdir())
    tables = [csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))) for file in files]
    numbers = [{row["number"] for row in table} for table in tables]
    assert [len(each) for each in numbers] == [1, 1] and numbers[0] != numbers[1]
    grade("marks", "export", "--split", "sections", "--out", "sections", *COURSE)
    assert [f.name for f in sorted((here / "sections").iterdir())] == ["section-B.csv", "section-none.csv"]
    imported(here, [row | {"score": "1"} for row in exported() if row["item"] == "reason"], "--by", "x")
    rows = exported()
    twice = [row | {"score": score} for score in ("2", "3") for row in rows if row["item"] == "reason"]
    assert "has something else in marks.csv, row 2" in imported(here, twice).stderr


_KILLED = """
import os, signal, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine
event.listen(Engine, "commit", lambda c: os.kill(os.getpid(), signal.SIGKILL) if wrote else None)
wrote = []
event.listen(Engine, "before_cursor_execute", lambda c, k, text, *_: "INTO mark" in text and wrote.append(1))
from grader.commands import main
main(["marks", "import", "marks.csv", "--course", "course"])
"""


def test_an_import_that_is_killed_has_taken_nothing_and_can_be_done_again(course, here) -> None:
    rows = answered(exported())
    assert imported(here, [{**rows[0], "score": "9"}]).exit_code == 2  # only writes the file
    with open(here / "marks.csv", "w", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(rows)
    done = subprocess.run([sys.executable, "-c", _KILLED], cwd=here, check=False)
    assert done.returncode == -signal.SIGKILL
    with opened(here) as book:
        assert '"table": "mark"' not in dump(book)
    assert "6 rows are taken" in grade("marks", "import", "marks.csv", *COURSE).stdout


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ('id = "x"\ntitle = "X"', "the key points is missing"),
        ('id = "x"\ntitle = "X"\nkind = "choice"', "go with kind"),
        (
            'id = "x"\ntitle = "X"\npoints = 1\nkind = "bonsu"',
            "'?bonsu'? is not one of points, deduction, bonus",
        ),
        ('id = "x y"\ntitle = "X"\npoints = 1', "its id has to be a Python name"),
        ('id = "x"\ntitle = "X"\npoint = 1', "did you mean points"),
    ],
)
def test_an_item_that_cannot_be_meant_is_refused(here, item, said) -> None:
    examples.course(here / "course")
    with open(here / "course" / "course.toml", "a") as file:
        file.write(f"[[exercise.item]]\n{item}\n")
    from grader.errors import CourseError

    with pytest.raises(CourseError, match=said):
        find.load(here / "course")
