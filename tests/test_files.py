"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
import signal

import pytest

from grader import files
from grader.errors import UsageError


def test_files_that_belong_together_all_get_their_names(tmp_path) -> None:
    with files.written_together({tmp_path / "a": b"1", tmp_path / "b": b"2"}):
        assert not (tmp_path / "a").exists()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"1", "b": b"2"}


def test_where_one_of_them_finds_no_room_the_old_ones_stay(tmp_path, monkeypatch) -> None:
    (tmp_path / "a").write_bytes(b"old")
    really = os.open

    def full(path, *rest):
        return really("/dev/full", os.O_WRONLY) if os.path.basename(path).startswith(".b.") else really(path, *rest)

    monkeypatch.setattr(os, "open", full)
    together = files.written_together({tmp_path / "a": b"new", tmp_path / "b": b"new"})
    with pytest.raises(OSError, match="No space left"), together:
        pass
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old"}


def test_none_of_them_is_written_where_the_block_fails(tmp_path) -> None:
    with pytest.raises(ZeroDivisionError), files.written_together({tmp_path / "a": b"1"}):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_as_a_file_is_made_leaves_nothing(tmp_path, monkeypatch) -> None:
    really = os.open

    def interrupted(path, *rest):
        os.close(really(path, *rest))
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "open", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.write_atomically(tmp_path / "a", b"1")
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_waits_for_the_end_of_what_has_to_be_finished() -> None:
    done = []

    def interrupted() -> None:
        with files.finished_first():
            signal.raise_signal(signal.SIGINT)
            done.append("all of it")

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert done == ["all of it"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_full_disk_is_told_with_what_to_do(tmp_path, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "write_atomically", full)
    with pytest.raises(UsageError, match=r"page.html: cannot be written \(the disk is full: free some space\)"):
        files.write_page(tmp_path / "page.html", "")
