"""`grade merge`: one student of two rows."""

from __future__ import annotations

from click.testing import CliRunner
from command_line import grade, opened
from gradebook_examples import ADA, BOB, mse, record

from grader.batch.kept import AttemptStore, KeptAttempt
from grader.batch.store import FOLDER
from grader.commands import main


def test_the_attempts_go_to_the_one_who_is_kept(here) -> None:
    (here / "reports" / "ada").mkdir()
    kept = AttemptStore(here / "reports" / FOLDER)
    kept.put(KeptAttempt("ada", "1", "Ada", [], {}, [], []))
    with opened(here) as book:
        book.override("ada", "double", 1, "oral exam", "prof")
    done = grade("merge", "bob", "ada", "--yes")
    assert done.exit_code == 0, done.stderr
    assert "has got from ada (Lovelace, Ada): 1 attempt, 1 override" in done.stdout
    assert (here / "reports" / "bob").is_dir() and not (here / "reports" / "ada").exists()
    found = kept.get("bob", "1")
    assert (found is not None and found.student, kept.has("ada", "1")) == ("bob", False)
    with opened(here) as book:
        (student,) = book.students()
        assert (student.key, student.name) == ("bob", BOB.name)
        assert student.ids == {**ADA.ids, **BOB.ids}
        assert book.recorded("bob") == (1, 1)


def test_an_attempt_that_both_have_is_there_once(here) -> None:
    with opened(here) as book:
        for student in (ADA, BOB):
            record(book, student, mse("m"), submission="same")
            record(book, student, mse("n"), submission=student.key)
        before = book.recorded("ada")[0]
    assert grade("merge", "ada", "bob", "--yes").exit_code == 0
    with opened(here) as book:
        assert book.recorded("ada")[0] == before + 1


def test_it_asks_first_and_names_who_is_meant(here) -> None:
    refused = CliRunner().invoke(main, ["merge", "ada", "bob"], input="n\n")
    assert (refused.exit_code, "Merge?" in refused.stderr) == (1, True)
    unknown = grade("merge", "ada", "bobb", "--yes")
    assert (unknown.exit_code, "did you mean bob?" in unknown.stderr) == (2, True)
    twice = grade("merge", "ada", "ada", "--yes")
    assert (twice.exit_code, "name the two students" in twice.stderr) == (2, True)
    with opened(here) as book:
        assert len(book.students()) == 2
