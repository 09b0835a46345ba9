"""`grade list`: how far a student has come."""

from __future__ import annotations

import errno
import json
import re

import pytest
from command_line import printed

from grader.commands._attempts import attempts as attempts_in
from grader.commands._attempts import best_scores, record
from grader.outcomes.history import Attempt


def test_list_shows_the_best_score_of_all_attempts(tmp_path, ids) -> None:
    folder = tmp_path / "kim"
    folder.mkdir()
    for score in (3.0, 7.0, 5.0):
        record(folder, Attempt("2026-01-01T00:00:00Z", "s", score, 10, {ids[0]: score}))
    with (folder / "attempts.jsonl").open("ab") as attempts:
        attempts.write(b'{"cut')
    record(folder, Attempt("2026-01-01T00:00:00Z", "s", 6, 10, {ids[0]: 6}))
    assert [attempt.score for attempt in attempts_in(folder)] == [3, 7, 5, 6]
    assert best_scores(folder) == {ids[0]: 7.0}
    status, output = printed("list", "--student", "kim", "--out", tmp_path)
    assert status == 0
    assert f"{ids[0]}" in output
    assert "7/10" in output
    assert "✓ everything right, … not all of it yet, · not attempted yet" in output
    rows = json.loads(printed("list", "--student", "kim", "--out", tmp_path, "--json")[1])["exercises"]
    assert [row["id"] for row in rows] == ids
    assert rows[0]["best"] == 7.0
    assert rows[1]["best"] is None


def test_an_attempt_that_finds_no_room_leaves_the_others_as_they_were(tmp_path, monkeypatch) -> None:
    record(tmp_path, Attempt("2026-01-01T00:00:00Z", "s", 3, 10, {"vjp": 3}))
    before = (tmp_path / "attempts.jsonl").read_bytes()

    def half(file, line):
        file.write(line[:9])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("grader.commands._attempts._append", half)
    with pytest.raises(OSError, match="No space left"):
        record(tmp_path, Attempt("2026-01-02T00:00:00Z", "s", 4, 10, {"vjp": 4}))
    assert (tmp_path / "attempts.jsonl").read_bytes() == before


def test_attempts_that_cannot_be_read_are_one_line(tmp_path) -> None:
    (tmp_path / "kim" / "attempts.jsonl").mkdir(parents=True)
    status, output = printed("list", "--student", "kim", "--out", tmp_path)
    assert (status, len(output.splitlines())) == (2, 1)
    assert "attempts.jsonl: cannot be read (Is a directory); make it readable, or see --out" in output


def test_the_bar_of_the_list_and_its_points_are_apart(tmp_path, ids) -> None:
    (tmp_path / "kim").mkdir()
    record(tmp_path / "kim", Attempt("2026-01-01T00:00:00Z", "s", 10.0, 10.0, {ids[0]: 10.0}))
    _, output = printed("list", "--student", "kim", "--out", tmp_path)
    assert re.search(r"\S 10 of \d+ points", output)


def test_on_a_narrow_terminal_the_titles_of_the_list_are_cut_and_no_id(tmp_path, ids, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    lines = printed("list", "--out", tmp_path)[1].splitlines()
    assert [line.split()[1] for line in lines if line.startswith("·")] == ids
    assert max(map(len, lines[:-2])) <= 40


def test_a_line_of_the_list_neither_begins_nor_ends_with_blanks(tmp_path) -> None:
    lines = printed("list", "--out", tmp_path)[1].splitlines()
    assert lines == [line.rstrip() for line in lines]
    assert lines[-1].startswith("0 of ")
