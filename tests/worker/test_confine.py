"""The steps of each level: which there are, in which order, and that one which fails is fatal."""

from __future__ import annotations

import dataclasses
import os

import pytest

from grader.errors import SandboxError
from grader.sandbox import mounts
from grader.sandbox.forkserver import Forkserver
from grader.sandbox.limits import Limits
from grader.sessions.session import Rules, Sandbox
from grader.submission.source import Source
from grader.worker import beforehand, confine, landlock

WALLS = confine.Walls("container", ())


def test_the_levels_are_each_others_subsets_but_for_what_namespaces_replace():
    container = confine.LEVELS["container"]
    assert set(confine.LEVELS["partial"]) == set(container) - {"Landlock"}
    assert set(confine.LEVELS["none"]) < set(container)
    assert set(confine.LEVELS["full"]) - set(container) == {"namespaces", "private /tmp", "no /proc"}


@pytest.mark.parametrize("level", ["full", "container", "partial"])
def test_what_needs_rights_comes_before_they_are_given_up(level):
    steps = confine.layers(dataclasses.replace(WALLS, level=level, uids=True))
    assert steps[-1] == "seccomp"
    assert steps.index("no capabilities") < steps.index("no new privileges") < steps.index("seccomp")
    if "another user" in steps:
        assert steps.index("resource limits") < steps.index("another user") < steps.index("dies with the forkserver")


def test_only_full_does_without_landlock(monkeypatch):
    monkeypatch.setattr(landlock, "version", lambda: 0)
    assert "Landlock" not in confine.layers(dataclasses.replace(WALLS, level="full"))
    assert "Landlock" in confine.layers(WALLS)


def test_a_step_that_fails_stops_the_rest(monkeypatch):
    taken = []

    def fails(cell):
        raise OSError("refused")

    for name in confine.STEPS:
        monkeypatch.setitem(confine.STEPS, name, lambda cell, name=name: taken.append(name))
    monkeypatch.setitem(confine.STEPS, "resource limits", fails)
    with pytest.raises(confine.Unconfined, match="refused") as caught:
        confine.confine(confine.Cell(WALLS, confine.Limits(1, 1, 1, 1, 1)))
    assert (caught.value.step, taken) == ("resource limits", ["private folder", "few threads"])


@pytest.mark.skipif(not landlock.version(), reason="the kernel has no Landlock (Linux 5.13)")
def test_a_worker_that_cannot_be_confined_runs_nothing_and_says_which_step(tmp_path, monkeypatch):
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    right = mounts.readable_outside
    monkeypatch.setattr(mounts, "readable_outside", lambda *given: (*right(*given), str(loop)))
    with Sandbox("container", Limits()) as sandbox:
        session = sandbox.session(("numpy",), Source("x", "x.py", "x.py", {"x.py": b""}), Rules(()))
        with pytest.raises(SandboxError, match="could not be confined: Landlock"):
            session.loaded()
        session.close()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become another user")
def test_other_users_are_had_where_they_can_read_what_they_need(tmp_path):
    assert beforehand.obstacle_to_other_users(("/usr/lib",)) == ""
    private = tmp_path / "private"
    private.mkdir(0o700)
    assert beforehand.obstacle_to_other_users(("/usr/lib", str(private))) == f"other users may not read {private}"


def test_an_ordinary_user_stays_who_it_is(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert beforehand.obstacle_to_other_users(()) == "only root can become another user"


def test_a_program_that_is_missing_is_named_before_anything_runs(monkeypatch):
    monkeypatch.setattr(Forkserver, "_command", lambda self, control: ["/nowhere/bwrap"])
    with pytest.raises(SandboxError, match="/nowhere/bwrap"):
        Forkserver(("numpy",), (), "full").start()
