"""The student's own commands."""

from __future__ import annotations

import json
import re

import nbformat
import pytest
from click.testing import CliRunner
from small_course import written

from grader.cli import main
from grader.course import builtin, load
from grader.student.exercises import Attempt, best_scores, record


def grade(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(main, [str(argument) for argument in arguments])
    return done.exit_code, done.output


@pytest.fixture
def ids():
    return list(load(builtin()).exercises)


def test_init_writes_every_stub_and_what_is_given(tmp_path, ids):
    status, _ = grade("init", tmp_path / "copy")
    assert status == 0
    assert {path.stem for path in (tmp_path / "copy").glob("*.py")} == set(ids)
    assert (tmp_path / "copy" / "given").is_dir()


def test_init_never_overwrites_an_edited_file(tmp_path, ids):
    grade("init", tmp_path)
    mine = tmp_path / f"{ids[0]}.py"
    mine.write_text("mine")
    status, output = grade("init", tmp_path)
    assert status == 0
    assert mine.read_text() == "mine"
    assert f"left as they are, because they were edited: {ids[0]}.py" in output


def test_init_says_how_many_files_are_new(tmp_path, ids):
    _, first = grade("init", tmp_path)
    assert "of them new" not in first
    assert ", none of them new; grade them with" in grade("init", tmp_path)[1]
    (tmp_path / f"{ids[0]}.py").unlink()
    assert grade("init", tmp_path)[1] == first.replace(";", ", 1 of them new;", 1)


def test_notebooks_are_valid_and_an_unedited_one_is_not_an_attempt(tmp_path, ids, grade):
    CliRunner().invoke(main, ["init", str(tmp_path), "--notebooks"])
    for exercise in ids:
        nbformat.validate(nbformat.read(tmp_path / f"{exercise}.ipynb", as_version=4))
    result = grade(ids[0], tmp_path / f"{ids[0]}.ipynb")
    assert result.status == "not_attempted"


def test_a_file_in_the_way_is_one_line(tmp_path):
    (tmp_path / "x").write_text("")
    status, output = grade("init", tmp_path / "x")
    assert status == 2
    assert "choose another folder" in output


def test_list_shows_the_best_score_of_all_attempts(tmp_path, ids):
    folder = tmp_path / "kim"
    folder.mkdir()
    for score in (3.0, 7.0, 5.0):
        record(folder, Attempt("2026-01-01T00:00:00Z", "s", score, 10, {ids[0]: score}))
    with (folder / "attempts.jsonl").open("ab") as attempts:
        attempts.write(b'{"cut')
    assert best_scores(folder) == {ids[0]: 7.0}
    status, output = grade("list", "--student", "kim", "--out", tmp_path)
    assert status == 0
    assert f"{ids[0]}" in output
    assert "7/10" in output
    assert "✓ everything right, … not all of it yet, · not graded yet" in output
    rows = json.loads(grade("list", "--student", "kim", "--out", tmp_path, "--json")[1])["exercises"]
    assert [row["id"] for row in rows] == ids
    assert rows[0]["best"] == 7.0
    assert rows[1]["best"] is None


def test_hints_come_one_after_the_other_and_are_remembered(tmp_path, ids):
    seen = [grade("hint", ids[0], "--student", "kim", "--out", tmp_path)[1] for _ in range(3)]
    assert seen[0].startswith("Hint 1 of 2")
    assert seen[1].startswith("Hint 2 of 2")
    assert seen[2] == f"{seen[1]}This was the last hint: you have seen all of them.\n"
    assert grade("hint", ids[1], "--student", "kim", "--out", tmp_path)[1].startswith("Hint 1 of 2")
    status, output = grade("hint", "mse_gradeint", "--out", tmp_path)
    assert status == 2
    assert "did you mean mse_gradient" in output


def test_where_there_are_no_hints_or_no_place_to_remember_them_it_says_so(tmp_path):
    status, output = grade("hint", "double", "--course", written(tmp_path / "small"), "--out", tmp_path)
    assert (status, "double has no hints; its report has one" in output) == (2, True)
    (tmp_path / "kim").write_text("in the way")
    status, output = grade("hint", "vjp", "--student", "kim", "--out", tmp_path)
    assert (status, "cannot remember which hints you have seen (File exists)" in output) == (2, True)


def test_a_copy_that_cannot_be_written_is_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    status, output = grade("init", tmp_path / "file" / "copy")
    assert (status, "Not a directory" in output) == (2, True)


def test_every_exercise_has_two_hints(ids):
    course = load(builtin())
    assert [i for i in ids if len(course.exercises[i].table.hints) != 2] == []


def test_the_bar_of_the_list_and_its_points_are_apart(tmp_path, ids):
    (tmp_path / "kim").mkdir()
    record(tmp_path / "kim", Attempt("2026-01-01T00:00:00Z", "s", 10.0, 10.0, {ids[0]: 10.0}))
    _, output = grade("list", "--student", "kim", "--out", tmp_path)
    assert re.search(r"\S 10 of \d+ points", output)


def test_on_a_narrow_terminal_the_titles_of_the_list_give_way_and_no_id(tmp_path, ids, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    lines = grade("list", "--out", tmp_path)[1].splitlines()
    assert [line.split()[1] for line in lines if line.startswith("·")] == ids
    assert max(map(len, lines[:-2])) <= 40


def test_a_line_of_the_list_neither_begins_nor_ends_with_blanks(tmp_path):
    lines = grade("list", "--out", tmp_path)[1].splitlines()
    assert lines == [line.rstrip() for line in lines]
    assert lines[-1].startswith("0 of ")
