"""One batch at a time uses a folder of reports; a batch that does not start leaves the folder unchanged."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest

from grader.batch import lock
from grader.errors import UsageError


def refused(out: Path) -> None:
    with pytest.raises(UsageError, match="no header"), lock.alone(out):
        raise UsageError("no header")


def test_a_batch_that_is_refused_leaves_no_folder_that_it_made(tmp_path) -> None:
    refused(tmp_path / "reports" / "of today")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_there_stays(tmp_path) -> None:
    refused(tmp_path)
    assert tmp_path.is_dir() and list(tmp_path.iterdir()) == []


def test_what_was_written_stays(tmp_path) -> None:
    out = tmp_path / "reports"
    with lock.alone(out):
        (out / ".store" / "seed").write_text("7")
    refused(out)
    assert (out / ".store" / "seed").read_text() == "7"
    with pytest.raises(UsageError), lock.alone(tmp_path / "other"):
        (tmp_path / "other" / "gradebook.sqlite").touch()
        raise UsageError("not here")
    assert [path.name for path in (tmp_path / "other").iterdir()] == ["gradebook.sqlite"]


def test_the_second_is_refused_and_the_first_keeps_its_lock(tmp_path) -> None:
    out = tmp_path / "reports"
    with lock.alone(out):
        for _ in range(2):
            with pytest.raises(UsageError, match="another `grade batch`"), lock.alone(out):
                pass


def test_a_lock_that_is_deleted_while_another_waits_for_it_is_created_again(tmp_path, monkeypatch) -> None:
    out, flock = tmp_path / "reports", fcntl.flock

    def after_the_other_left(file, how) -> None:
        monkeypatch.setattr(fcntl, "flock", flock)
        lock._take_away(out / ".store", [out])
        flock(file, how)

    monkeypatch.setattr(fcntl, "flock", after_the_other_left)
    with lock.alone(out), pytest.raises(UsageError, match="another `grade batch`"), lock.alone(out):
        pass
    assert fcntl.flock is flock
