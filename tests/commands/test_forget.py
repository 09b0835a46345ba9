"""`grade forget`: who is removed, and what is left."""

from __future__ import annotations

from click.testing import CliRunner
from command_line import grade, opened

from grader.batch.kept import AttemptStore, KeptAttempt
from grader.batch.rounds import GradedWith, Rounds
from grader.commands import main
from grader.people import Problem
from grader.report import remarks


def test_remarks_on_a_forgotten_student_are_removed_too(here) -> None:
    (here / "reports" / ".store").mkdir()
    lines = ("bob: handed in, but is not in the roster", "bobby: is there twice; the first row counts")
    remarks.write(here / "reports", map(Problem, lines))
    assert grade("forget", "bob", "--yes").exit_code == 0
    assert remarks.read([here / "reports"]) == ["bobby: is there twice; the first row counts"]


def test_the_seeds_of_a_forgotten_student_are_removed_too(here) -> None:
    (here / "reports" / ".store").mkdir()
    rounds = Rounds(here / "reports" / ".store")
    for student in ("ada", "bob"):
        rounds.note(GradedWith(student, "2026-11-20T12:00:00Z", {"double": "4711"}))
    assert grade("forget", "bob", "--yes").exit_code == 0
    assert "ada" in rounds.seeds.read_text() and "bob" not in rounds.seeds.read_text()


def test_what_is_kept_of_a_forgotten_students_attempts_is_removed_too(here) -> None:
    kept = AttemptStore(here / "reports" / ".store")
    for student in ("ada", "bob"):
        kept.put(KeptAttempt(student, "first", student, [], {}, [], []))
    assert grade("forget", "bob", "--yes").exit_code == 0
    assert (kept.has("ada", "first"), kept.has("bob", "first")) == (True, False)


def test_forgetting_asks_first_and_says_what_it_removed(here) -> None:
    (here / "reports" / "ada").mkdir()
    refused = CliRunner().invoke(main, ["forget", "ada"], input="n\n")
    assert (refused.exit_code, "ada (Lovelace, Ada): 1 attempt, 0 overrides" in refused.stderr) == (1, True)
    with opened(here) as book:
        assert [s.key for s in book.students()] == ["ada", "bob"]
    done = grade("forget", "ada", "--yes")
    assert (done.exit_code, done.stdout) == (0, "removed: ada (Lovelace, Ada): 1 attempt, 0 overrides\n")
    assert "reports/ada" in done.stderr and (here / "reports" / "ada").is_dir()
    with opened(here) as book:
        assert [s.key for s in book.students()] == ["bob"]


def test_forgetting_an_unknown_student_removes_no_one(here) -> None:
    done = grade("forget", "bob", "adda", "--yes")
    assert (done.exit_code, "did you mean ada?" in done.stderr) == (2, True)
    with opened(here) as book:
        assert len(book.students()) == 2
