"""After a check has changed, what counts of all attempts comes from the checks as they are now."""

from __future__ import annotations

import json
import re
import shutil

import pytest
from small_class import answer, hand_in, result

from grader import gradebook
from grader.courses.find import builtin, load


class Checks:
    """A copy of the built-in course whose checks of mse_gradient take a wrong answer for right, until they are
    corrected."""

    def __init__(self, root) -> None:
        for part in ("exercises", "solutions"):
            shutil.copytree(builtin() / part, root / part)
        text = (builtin() / "course.toml").read_text("utf-8")
        (root / "course.toml").write_text(f'explain = "off"\n{text}', "utf-8")
        self.root, self._solution = root, root / "solutions" / "mse_gradient" / "solution.py"
        self._solution.write_bytes(answer("mse_gradient", "loss_halved"))

    def correct(self) -> None:
        self._solution.write_bytes(answer("mse_gradient"))

    def counts(self, which: str) -> None:
        toml = self.root / "course.toml"
        toml.write_text(re.sub(r'(?m)^counts = "\w+"', f'counts = "{which}"', toml.read_text()))


@pytest.fixture
def checks(tmp_path):
    return Checks(tmp_path / "course")


@pytest.fixture
def graded(batch, checks, tmp_path):
    """graded(which mistake of ada's, or none) -> what the batch printed, as JSON or (as_json=False) as text."""

    def run(mistake: str | None = None, *, as_json=True, ada="ada"):
        if mistake is not None:
            shutil.rmtree(tmp_path / "class" / ada, ignore_errors=True)
            hand_in(tmp_path / "class", ada, mse_gradient=answer("mse_gradient", mistake))
        done = batch(tmp_path / "class", "--course", str(checks.root), *(["--json"] if as_json else []))
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if as_json else done.stdout + done.stderr

    return run


def counting(tmp_path, checks):
    """What counts for ada in mse_gradient: the score, and its attempt."""
    with gradebook.open(tmp_path / "out" / "gradebook.sqlite") as book:
        (standing,) = book.standings(load(checks.root), "ada")
        found = next(e for e in standing.exercises if e.id == "mse_gradient")
        return found.score, [a.id for a in book.attempts()].index(found.attempt) + 1


def test_an_attempt_that_counted_is_graded_again_when_the_check_is_made_stricter(graded, checks, tmp_path) -> None:
    graded("loss_halved")
    graded("uphill")
    assert counting(tmp_path, checks) == (10, 1)
    checks.correct()
    told = graded()
    assert (told["graded"], told["graded_again"], told["earlier_graded_again"]) == (1, 1, 1)
    assert (told["scores_up"], told["scores_down"]) == (0, 1)
    score = counting(tmp_path, checks)[0]
    assert score < 10 and f"ada, mse_gradient: 10 → {score:g}" in told["problems"][-1]
    assert f"ada, mse_gradient: 10 → {score:g}" in (tmp_path / "out" / "index.html").read_text()
    assert result(tmp_path / "out", "ada")["exercises"][0]["score"] == score


def test_an_attempt_that_the_check_was_wrong_about_counts_when_it_is_corrected(graded, checks, tmp_path) -> None:
    graded("solution")
    graded("loss_halved")
    assert counting(tmp_path, checks) == (10, 2)
    checks.correct()
    said = graded(as_json=False)
    assert "0 graded, 0 unchanged, 2 graded again because the checks changed (1 of them earlier attempts)" in said
    assert counting(tmp_path, checks) == (10, 1)
    assert "no score that counts has changed" in said
    assert "0 graded, 1 unchanged\n" in graded(as_json=False)


def test_of_a_class_whose_last_attempt_counts_no_other_is_graded_again(graded, checks, tmp_path) -> None:
    checks.counts("last")
    graded("loss_halved")
    graded("uphill")
    checks.correct()
    assert graded()["earlier_graded_again"] == 0
    checks.counts("best")  # now the first may count
    assert graded()["earlier_graded_again"] == 1


def test_who_has_left_the_class_folder_is_graded_again_too(graded, checks, tmp_path) -> None:
    graded("loss_halved")
    graded("uphill", ada="bob")
    shutil.rmtree(tmp_path / "class" / "ada")
    checks.correct()
    told = graded()
    assert told["earlier_graded_again"] == 1
    assert counting(tmp_path, checks)[0] < 10
    assert result(tmp_path / "out", "ada")["score"] == counting(tmp_path, checks)[0]


def test_an_attempt_whose_files_are_gone_keeps_its_score_and_is_named(graded, checks, tmp_path) -> None:
    graded("loss_halved")
    graded("uphill")
    for kept in (tmp_path / "out" / ".store" / "attempts" / "ada").iterdir():
        kept.unlink()
    checks.correct()
    for _ in range(2):
        told = graded()
        assert any("files of 1 earlier attempts are not kept" in line and "ada" in line for line in told["problems"])
    assert counting(tmp_path, checks) == (10, 1)


def test_scores_moved_by_new_work_are_not_counted_as_moved_by_the_checks(graded, checks, tmp_path) -> None:
    graded("loss_halved")
    checks.correct()
    told = graded("solution")
    assert (told["graded"], told["earlier_graded_again"], told["scores_up"], told["scores_down"]) == (1, 1, 0, 0)
    assert counting(tmp_path, checks) == (10, 2)
