"""Landlock by itself: no namespace, no other user, no seccomp filter beside it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import grader
from grader.worker.walls import landlock

pytestmark = pytest.mark.skipif(not landlock.version(), reason="the kernel has no Landlock (Linux 5.13)")

CHILD = """
import json, os, sys
sys.path.insert(0, {grader!r})
from worker.walls import kernel, landlock
if {version}:
    landlock.version = lambda: min({version}, landlock_version)
    landlock_version = {known}
kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1, "prctl")
landlock.restrict([({given!r}, landlock.READ), ({own!r}, landlock.READ | landlock.WRITE | landlock.MAKE_REG),
                   ("/is/not/there", landlock.READ), ({file!r}, landlock.READ | landlock.WRITE)])
def tried(act):
    try:
        act()
        return "done"
    except OSError as error:
        return type(error).__name__
given, own, other, file = {given!r}, {own!r}, {other!r}, {file!r}
print(json.dumps({{
    "read what is given": tried(lambda: open(given + "/a").read()),
    "list what is given": tried(lambda: os.listdir(given)),
    "write what is given": tried(lambda: open(given + "/a", "a")),
    "read a file by itself": tried(lambda: open(file).read()),
    "make in the own folder": tried(lambda: open(own + "/new", "w").write("x")),
    "remove from the own folder": tried(lambda: os.unlink(own + "/new")),
    "folder in the own folder": tried(lambda: os.mkdir(own + "/folder")),
    "link into the own folder": tried(lambda: os.link(other + "/secret", own + "/secret")),
    "symbolic link": tried(lambda: os.symlink(other, own + "/link")),
    "read elsewhere": tried(lambda: open(other + "/secret").read()),
    "read elsewhere by a way round": tried(lambda: open(given + "/../other/secret").read()),
    "list elsewhere": tried(lambda: os.listdir(other)),
    "list the root": tried(lambda: os.listdir("/")),
    "write elsewhere": tried(lambda: open(other + "/new", "w")),
    "the environment of the parent": tried(lambda: open(f"/proc/{{os.getppid()}}/environ").read()),
    "shared memory": tried(lambda: open("/dev/shm/autograd-grader-test", "w")),
    "run a program": tried(lambda: os.execv("/bin/true", ["true"])),
}}))
"""
ALLOWED = {"read what is given", "list what is given", "read a file by itself", "make in the own folder"}


def said(tmp_path: Path, version: int) -> dict[str, str]:
    given, own, other = (tmp_path / name for name in ("given", "own", "other"))
    for folder in (given, own, other):
        folder.mkdir()
    for file in (given / "a", other / "secret", tmp_path / "alone"):
        file.write_text("text")
    names = {
        "given": given,
        "own": own,
        "other": other,
        "file": tmp_path / "alone",
        "grader": Path(grader.__file__).parent,
    }
    code = CHILD.format(version=version, known=landlock.version(), **{name: str(path) for name, path in names.items()})
    done = subprocess.run(
        [sys.executable, "-P", "-S", "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("version", [0, 1, 2, 3, 5], ids=lambda v: f"ABI {v}" if v else "all of it")
def test_only_what_is_on_the_list_can_be_reached_whatever_the_version(tmp_path, version) -> None:
    outcome = said(tmp_path, version)
    assert {what for what, how in outcome.items() if how == "done"} == ALLOWED
