"""No file is reached through a link, not even through a folder that is exchanged for one while it is read."""

from __future__ import annotations

import ctypes
import os
import threading
from pathlib import Path

import pytest

from grader.intake.files import gather
from grader.submission import opening
from grader.submission.collect import collect, collect_files
from grader.submission.reading import Unreadable, read

EXCHANGES, READINGS = 2000, 400
AT_FDCWD, RENAME_EXCHANGE = -100, 2
SECRET = "SECRET = 'the solution'"


@pytest.fixture
def secret(tmp_path) -> Path:
    """A folder that is laid out as the student's, outside of what is handed in."""
    folder = tmp_path / "solutions"
    folder.mkdir()
    for name in ("vjp.py", "tools.py"):
        (folder / name).write_text(SECRET)
    return folder


@pytest.fixture(params=["at once", "part by part"])
def way(request, monkeypatch) -> None:
    """As on a new Linux, and as on another system."""
    if request.param == "part by part":
        monkeypatch.setattr(opening, "_libc", None)


@pytest.mark.parametrize("part", ["hw", "hw/inner", "hw/inner/vjp.py"])
def test_no_part_of_a_path_may_be_a_link(tmp_path, secret, part, way) -> None:
    (tmp_path / "hw").mkdir()
    if part.startswith("hw/inner/"):
        (tmp_path / "hw" / "inner").mkdir()
    (tmp_path / part).rmdir() if part == "hw" else None
    (tmp_path / "both").mkdir()
    (tmp_path / "both" / "inner").symlink_to(secret)
    target = {"hw": tmp_path / "both", "hw/inner": secret}.get(part, secret / "vjp.py")
    (tmp_path / part).symlink_to(target)
    with pytest.raises(Unreadable, match="it is a link") as refused:
        read(tmp_path / "hw" / "inner" / "vjp.py", 1000, "vjp.py")
    assert not refused.value.ours


def test_the_folder_that_is_named_may_lie_behind_links(tmp_path) -> None:
    (tmp_path / "real" / "hw").mkdir(parents=True)
    (tmp_path / "real" / "hw" / "vjp.py").write_text("import tools")
    (tmp_path / "real" / "hw" / "tools.py").write_text("")
    (tmp_path / "here").symlink_to("real")
    (tmp_path / "short").symlink_to("here/hw")
    for path in (tmp_path / "here" / "hw", tmp_path / "short", tmp_path / "short" / "vjp.py"):
        source = collect([path], ["vjp"]).sources["vjp"]
        assert (source.broken, source.unreadable, set(source.files)) == (None, "", {"vjp.py", "tools.py"})
    (tmp_path / "work").mkdir()
    assert set(gather(tmp_path / "short", tmp_path / "work").found) == {"vjp.py", "tools.py"}


@pytest.mark.parametrize("named", ["hw", "./hw", "hw/../hw", "hw/inner/.."])
def test_a_path_may_be_relative(tmp_path, monkeypatch, named) -> None:
    (tmp_path / "hw" / "inner").mkdir(parents=True)
    (tmp_path / "hw" / "vjp.py").write_text("x = 1")
    monkeypatch.chdir(tmp_path)
    assert collect([Path(named)], ["vjp"]).sources["vjp"].files == {"vjp.py": b"x = 1"}


def test_a_listing_is_of_a_folder_and_leaves_no_descriptor_open(tmp_path, secret) -> None:
    (tmp_path / "link").symlink_to(secret)
    before = os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else []
    with opening.listed(secret) as (_, names):
        assert names == ["tools.py", "vjp.py"]
    for path in (tmp_path / "link", secret / "vjp.py", tmp_path / "nothing"):
        with pytest.raises(OSError), opening.listed(path):
            pass
    os.close(opening.opened(secret / "vjp.py"))
    assert len(os.listdir("/proc/self/fd") if before else []) == len(before)


def exchange(one: Path, other: Path) -> None:
    """In one step where the system can, so that there is always one of them."""
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None)
    if renameat2 is None or renameat2(AT_FDCWD, bytes(one), AT_FDCWD, bytes(other), RENAME_EXCHANGE):
        aside = one.with_name(".aside")
        for old, new in ((one, aside), (other, one), (aside, other)):
            os.rename(old, new)


class Exchanging:
    """A thread that exchanges a folder and a link for each other while something reads."""

    def __init__(self, folder: Path, link: Path) -> None:
        self.folder, self.link, self.done, self.stop = folder, link, 0, threading.Event()
        self.thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        while not self.stop.is_set():
            exchange(self.folder, self.link)
            self.done += 1

    def __enter__(self) -> Exchanging:
        self.thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop.set()
        self.thread.join()


def readings(hand_in: Path, work: Path) -> list[str]:
    """All that one look at a hand-in, as a folder that is submitted and as one of a class, brings to light."""
    sources = list(collect([hand_in], ["vjp", "inner"]).sources.values())
    files = gather(hand_in, work)
    sources += collect_files({name: file.path for name, file in files.found.items()}, ["vjp"]).sources.values()
    return [text.decode() for source in sources for text in source.files.values()]


def test_a_folder_exchanged_for_a_link_while_it_is_read_shows_nothing(tmp_path, secret) -> None:
    hand_in, work = tmp_path / "hw", tmp_path / "work"
    (hand_in / "inner").mkdir(parents=True)
    work.mkdir()
    (hand_in / "vjp.py").write_text("import inner.tools")
    for name in ("vjp.py", "tools.py"):
        (hand_in / "inner" / name).write_text("import inner.tools")
    (hand_in / ".link").symlink_to(secret)
    seen: list[set[str]] = []
    with Exchanging(hand_in / "inner", hand_in / ".link") as exchanging:
        while exchanging.done < EXCHANGES or len(seen) < READINGS:
            seen.append(set(readings(hand_in, work)))
    assert set().union(*seen) == {"import inner.tools"}


def test_a_path_is_opened_whole_or_not_at_all(tmp_path, way, monkeypatch) -> None:
    (tmp_path / "a").write_text("x = 1")
    monkeypatch.chdir(tmp_path)
    for path in (tmp_path / "a", Path("a"), Path("..") / tmp_path.name / "a"):
        descriptor = opening.opened(path)
        assert os.read(descriptor, 9) == b"x = 1"
        os.close(descriptor)
    with pytest.raises(ValueError, match="null"):
        opening.opened(tmp_path / "a\0b")
    with pytest.raises(NotADirectoryError):
        opening.opened(tmp_path / "a" / "b")
    with opening.listed(Path()) as (_, names):
        assert names == ["a"]
