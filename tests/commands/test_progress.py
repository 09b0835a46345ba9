"""The lines without a terminal while a class is graded."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from command_line import grade

from grader.batch.tally import Tally
from grader.commands import _progress


@pytest.fixture
def clock(monkeypatch):
    """clock[0]: the seconds that it is."""
    now = [0.0]
    monkeypatch.setattr(_progress, "time", SimpleNamespace(monotonic=lambda: now[0]))
    return now


def test_the_start_is_left_out_of_how_long_the_rest_takes(monkeypatch, capsys, clock) -> None:
    monkeypatch.setattr(_progress, "EVERY_S", 0)
    tally = Tally(total=121)
    with _progress.live(tally) as shown:
        for clock[0] in (30.0, 32.0, 34.0):
            tally.graded += 4 if tally.graded else 1
            shown()
        tally.graded = 121
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "1 of 121 submissions, the start took 30 s"
    assert lines[1] == "5 of 121 submissions, 2.0/s, 58 s left"
    assert lines[2] == "9 of 121 submissions, 2.0/s, 56 s left"


def test_what_is_unchanged_does_not_count_as_speed(monkeypatch, capsys, clock) -> None:
    monkeypatch.setattr(_progress, "EVERY_S", 0)
    tally = Tally(total=1000)
    with _progress.live(tally) as shown:
        clock[0], tally.unchanged = 1.0, 900
        shown()
        assert capsys.readouterr().err == ("900 of 1000 submissions, starting: loading the libraries; 900 unchanged\n")
        for clock[0] in (20.0, 30.0):
            tally.graded += 10
            shown()
    assert "920 of 1000 submissions, 1.0/s, 1 min 20 s left; 900 unchanged" in capsys.readouterr().err


@pytest.mark.parametrize(("every_s", "lines"), [(0, 2), (3600, 1)])
def test_no_count_is_printed_twice(monkeypatch, capsys, every_s, lines) -> None:
    monkeypatch.setattr(_progress, "EVERY_S", every_s)
    tally = Tally(total=2)
    with _progress.live(tally) as shown:
        for _ in range(2):
            tally.graded += 1
            shown()
    assert len(capsys.readouterr().err.splitlines()) == lines


def test_a_batch_says_at_once_what_it_will_do(tmp_path) -> None:
    (tmp_path / "class").mkdir()
    done = grade("batch", tmp_path / "class", "--jobs", 3, "--out", tmp_path / "out", "--isolation", "none")
    first, last = done.stderr.splitlines()
    out = tmp_path / "out"
    assert first == f"reading {tmp_path}/class; then it is graded (processes: 3), and the reports are written to {out}"
    assert last.startswith(f"grade: {tmp_path}/class: there are no submissions in it")
