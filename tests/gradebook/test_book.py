"""What is recorded, once, whole, and read back the same from either database."""

from __future__ import annotations

import contextlib
import random
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime

import gradebook_examples as examples
import msgspec
import psycopg
import pytest
from gradebook_dump import dump
from gradebook_examples import ADA, BOB, CYD, DEE, mse, record, vjp
from sqlalchemy import event
from waiting import at_some_moment

from grader import gradebook
from grader.batch import proposal
from grader.errors import UsageError
from grader.gradebook import GivenExtension, GivenMark
from grader.gradebook.attempts import NewAttempt
from grader.people import Student


@pytest.fixture
def course(tmp_path):
    return examples.course(tmp_path)


def test_a_recorded_result_is_read_back_as_it_was_but_for_a_seed(book) -> None:
    """Gradebooks of an earlier version hold the class's seed."""
    record(book, ADA, mse("a"), vjp("failed"))
    graded = examples.result("ada", mse("a"), vjp("failed"))
    assert graded.seed and book.result("ada") == msgspec.structs.replace(graded, seed="")
    assert book.result("nobody") is None


def test_the_same_attempt_is_recorded_once(book, course) -> None:
    assert record(book, ADA, mse(), vjp())
    before = dump(book)
    assert not record(book, ADA, mse(), vjp(), graded_at="2026-12-24T00:00:00Z")
    assert dump(book) == before
    assert next(book.standings(course)).attempts == 1
    assert book.gradings() == {"ada": {"first": "checks of today"}}


def test_several_attempts_are_one_transaction_all_of_them_or_none(book) -> None:
    def of(student: Student) -> NewAttempt:
        return NewAttempt(student, examples.result(student.key, mse(), vjp()), "first", "checks of today", None, None)

    def failing():
        yield of(CYD)
        raise OSError("the disk is full")

    commits: list[object] = []
    event.listen(book._engine, "commit", commits.append)
    first = [of(ADA), of(BOB)]
    assert (book.record_all(first), len(commits)) == (first, 1)
    with contextlib.suppress(OSError):
        book.record_all(failing())
    assert book.record_all([first[0], of(DEE)]) == [of(DEE)]
    assert sorted(book.gradings()) == ["ada", "bob", "dee"]


def test_a_submission_graded_by_other_checks_takes_its_own_place(book, course) -> None:
    record(book, ADA, mse(), vjp())
    assert record(book, ADA, mse("a", "b"), vjp(), grading="stricter checks")
    (standing,) = book.standings(course)
    assert (standing.attempts, standing.score) == (1, 6)
    assert book.gradings() == {"ada": {"first": "stricter checks"}}


def test_what_stayed_ungraded_asks_for_another_try_and_is_replaced_by_it(book, course) -> None:
    record(book, CYD, mse(), vjp("ungraded"))
    assert book.gradings() == {}
    assert record(book, CYD, mse(), vjp())
    (standing,) = book.standings(course)
    assert (standing.status, standing.score, standing.attempts) == ("graded", 10, 1)


def test_enrolling_again_corrects_a_name_and_keeps_the_attempts(book, course) -> None:
    record(book, ADA, mse(), vjp())
    book.enrol([Student("ada", "Ada King", {"sid": "B2"}), DEE])
    assert [(s.name, s.ids) for s in book.students()] == [("Ada King", {"sid": "B2"}), (DEE.name, DEE.ids)]
    assert [s.status for s in book.standings(course)] == ["graded", "absent"]


def test_names_that_no_database_takes_are_stored_in_characters_that_it_does(book) -> None:
    book.enrol([Student("x", "nul\0 surrogate\udc80 \x1b[2J\nnew line", {"email": "\0"})])
    (student,) = book.students()
    assert student.name == r"nul\x00 surrogate\xdc80 \x1b[2J new line"
    assert student.ids == {"email": r"\x00"}


def test_two_gradebooks_of_the_same_gradings_dump_alike_in_any_order(book, tmp_path) -> None:
    examples.fill(book)
    with gradebook.open(tmp_path / "other.sqlite") as other:
        record(other, examples.EVE, mse(), examples.missing(vjp()), late=True, graded_at="2027-01-01T00:00:00Z")
        examples.fill(other)
        assert dump(other) == dump(book)
        record(other, DEE, mse(), vjp())
        assert dump(other) != dump(book)


def test_students_come_in_the_order_of_their_keys_in_every_database(book, course) -> None:
    keys = ["b", "B", "_a", "ä", "a", "Z", "10", "9"]
    book.enrol(Student(key, key, {}) for key in keys)
    assert [s.student.key for s in book.standings(course)] == sorted(keys)


def test_the_outcomes_are_those_of_the_attempts_that_count(book, course) -> None:
    record(book, ADA, mse("b"), vjp("failed"), submission="one")
    record(book, ADA, mse("a", "c"), vjp(), submission="two", at=datetime(2026, 11, 21, tzinfo=UTC))
    ((standing, outcomes),) = book.outcomes(course)
    assert standing.score == 4 + 4
    found = {(o.exercise, o.check): (o.status, o.mistake) for o in outcomes}
    assert found["mse_gradient", "b"] == ("failed", "sums_instead_of_mean")
    assert found["mse_gradient", "a"] == found["vjp", "d"] == ("passed", None)


def test_the_report_shows_each_exercise_from_the_attempt_that_counts(book, tmp_path) -> None:
    course = examples.course(tmp_path, examples.LATE.format(more='counts = "best"'))
    record(book, ADA, mse("a"), vjp("failed"), submission="one", at=datetime(2026, 11, 19, tzinfo=UTC))
    record(book, ADA, mse("a", "b", "c"), vjp(), submission="two", at=datetime(2026, 11, 21, 12, tzinfo=UTC))
    result = book.result("ada", course)
    assert [(e.id, e.score) for e in result.exercises] == [("mse_gradient", 4), ("vjp", 3.6)]
    assert result.score == 7.6
    assert any("10 % are taken off, 3.6 of 4 points count" in note for note in result.exercises[1].notes)


def test_an_override_counts_until_it_is_withdrawn_and_every_one_is_kept(book, course) -> None:
    record(book, BOB, mse("a", "b", "c"), vjp())
    for score in (1, 5):
        book.override("bob", "mse_gradient", score, "oral exam", "prof")
    (standing,) = book.standings(course)
    first = standing.exercises[0]
    assert (first.raw, first.score, first.override.reason, standing.score) == (0, 5, "oral exam", 9)
    assert any("set this score to 5 of 6 points: oral exam" in n for n in book.result("bob", course).exercises[0].notes)
    book.override("bob", "mse_gradient", None, "a mix-up", "prof")
    (standing,) = book.standings(course)
    assert (standing.exercises[0].override, standing.score) == (None, 4)
    assert dump(book).count('"table": "override"') == 3
    with pytest.raises(UsageError, match="no student has the key 'bobby'"):
        book.override("bobby", "vjp", 1, "", "")


def test_a_slow_reader_does_not_block_a_writer(where, course) -> None:
    with gradebook.open(where) as book, gradebook.open(where, wait_s=0.1) as reader:
        examples.fill(book)
        for read in (reader.standings, reader.results, reader.outcomes):
            for number, _ in enumerate(read(course)):
                assert record(book, ADA, mse(), vjp(), submission=f"{read.__name__} {number}")


def test_a_gradebook_of_a_newer_grader_is_refused_in_one_line(where) -> None:
    gradebook.open(where).close()
    _execute(where, "UPDATE gradebook_version SET version = 99")
    with pytest.raises(UsageError, match=r"newer grader .*\(version 99.*update autograd-grader") as refused:
        gradebook.open(where)
    assert "\n" not in str(refused.value)


def test_a_database_of_something_else_is_left_alone(where) -> None:
    _execute(where, "CREATE TABLE student (x INTEGER)")
    with pytest.raises(UsageError, match="holds something else: name another gradebook with --gradebook"):
        gradebook.open(where)


def test_reading_creates_no_gradebook(where, tmp_path) -> None:
    with pytest.raises(UsageError, match="there is no gradebook"):
        gradebook.open(where, create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_does_not_answer_is_reported_without_the_password(tmp_path) -> None:
    with pytest.raises(UsageError) as refused:
        gradebook.open(f"postgresql://prof:secret@/book?host={tmp_path}", wait_s=2)
    assert "secret" not in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("url", ["mysql://u@h/x", "http://x", "sqlite+nonsense", "postgresql://h:port/x"])
def test_other_databases_are_refused(url, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path / "..")
    with pytest.raises(UsageError):
        gradebook.open(url, create=False)


def test_a_file_that_is_not_a_database_is_refused_and_kept(tmp_path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("my notes, of which there are several\n" * 50)
    with pytest.raises(UsageError, match="this file is not a gradebook"):
        gradebook.open(path)
    assert path.read_text().startswith("my notes")


def test_a_missing_folder_is_reported(tmp_path) -> None:
    with pytest.raises(UsageError, match="cannot be opened"):
        gradebook.open(tmp_path / "no" / "where.sqlite")


def test_a_gradebook_that_another_program_writes_to_is_reported_as_locked(tmp_path) -> None:
    path = tmp_path / "gradebook.sqlite"
    with gradebook.open(path, wait_s=0.1) as book:
        other = sqlite3.connect(path)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UsageError, match="another program is writing to this gradebook"):
            record(book, ADA, mse(), vjp())
        with pytest.raises(UsageError, match="another program is writing to this gradebook"):
            gradebook.open(path, wait_s=0.1)
        other.close()
        assert record(book, ADA, mse(), vjp())


def test_on_a_full_disk_nothing_is_half_recorded(tmp_path, course) -> None:
    with gradebook.open(tmp_path / "gradebook.sqlite") as book:
        record(book, ADA, mse(), vjp())
        before = dump(book)
        book._engine.dispose()
        event.listen(book._engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count = 1"))
        with pytest.raises(UsageError, match="the disk is full"):
            for number in range(1000):
                record(book, BOB, mse(), vjp(), submission=str(number))
        after = dump(book)
    assert before == "".join(f"{line}\n" for line in after.splitlines() if '"bob"' not in line)
    assert after.count('"table": "grade"') == 2 * after.count('"table": "attempt"')


_WRITER = """
import sys
import gradebook_examples as examples
from grader import gradebook
with gradebook.open(sys.argv[1]) as book:
    for number in range(10_000):
        examples.record(book, examples.ADA, examples.mse("a"), examples.vjp(), submission=f"{sys.argv[2]}-{number}")
        print(number, flush=True)
"""


def test_a_writer_that_is_killed_leaves_whole_attempts_only(tmp_path) -> None:
    path, told, chance = tmp_path / "gradebook.sqlite", 0, random.Random(7)
    for run in range(4):
        command = [sys.executable, "-c", _WRITER, str(path), str(run)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env={"PYTHONPATH": ":".join(sys.path)}) as writer:
            for _ in range(chance.randrange(1, 6)):
                writer.stdout.readline()
                told += 1
            at_some_moment(writer, chance.random() * 0.03)
            writer.send_signal(signal.SIGKILL)
        with gradebook.open(path) as book:
            lines = dump(book).splitlines()
        attempts = sum('"table": "attempt"' in line for line in lines)
        assert attempts >= told
        assert sum('"table": "grade"' in line for line in lines) == 2 * attempts
        assert sum('"table": "outcome"' in line for line in lines) == 4 * attempts
        told = attempts


def _execute(where: str, statement: str) -> None:
    if where.startswith("postgresql"):
        with psycopg.connect(where) as connection:
            connection.execute(statement)
    else:
        with contextlib.closing(sqlite3.connect(where)) as database:
            database.execute(statement)
            database.commit()


def test_who_is_forgotten_is_gone_with_all_that_was_recorded(book, course) -> None:
    examples.fill(book)
    book.override("bob", "vjp", 1, "x", "prof")
    assert book.recorded("bob") == (1, 2)
    book.forget(["bob", "dee"])
    assert [s.key for s in book.students()] == ["ada", "cyd", "eve"]
    assert "bob" not in dump(book)
    assert book.recorded("bob") == (0, 0)
    record(book, BOB, mse(), vjp())
    assert next(book.standings(course, "bob")).score == 10


def test_one_who_is_not_there_leaves_everyone_in(book) -> None:
    examples.fill(book)
    before = dump(book)
    with pytest.raises(UsageError, match="no student has the key 'zoe'"):
        book.forget(["bob", "zoe"])
    assert dump(book) == before


def test_a_copy_of_either_database_holds_the_same(book, tmp_path) -> None:
    examples.fill(book)
    book.extend([GivenExtension("ada", "", None, 2, "was ill")], "prof")
    book.mark([GivenMark("ada", "vjp", "reason", 1, None, ("unclear",), "see above")], "kim")
    book.numbers([("ada", "vjp")])
    record(book, ADA, mse("a"), vjp(), grading="stricter checks")
    proposal._copy(book, tmp_path / "copy.sqlite")
    with gradebook.open(tmp_path / "copy.sqlite") as copy:
        assert dump(copy) == dump(book)
