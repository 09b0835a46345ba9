"""The steps of each level: which there are, in which order, and that one which fails is fatal."""

from __future__ import annotations

import dataclasses
import os
from typing import Never

import pytest

from grader.errors import SandboxError
from grader.limits import Limits
from grader.sandbox import mounts
from grader.sessions.session import Sandbox
from grader.submission.source import Source
from grader.worker.messages.wire import Rules
from grader.worker.walls import confine, landlock, preflight

POLICY = confine.SandboxPolicy("container", ())


def test_the_levels_are_each_others_subsets_but_for_what_namespaces_replace() -> None:
    container = confine.LEVELS["container"]
    assert set(confine.LEVELS["partial"]) == set(container) - {"Landlock"}
    assert set(confine.LEVELS["none"]) < set(container)
    assert set(confine.LEVELS["full"]) - set(container) == {"namespaces", "private /tmp", "no /proc"}


@pytest.mark.parametrize("level", ["full", "container", "partial"])
def test_what_needs_rights_comes_before_they_are_given_up(level) -> None:
    steps = confine.layers(dataclasses.replace(POLICY, level=level, uids=True))
    assert steps[-1] == "seccomp"
    assert steps.index("no capabilities") < steps.index("no new privileges") < steps.index("seccomp")
    if "another user" in steps:
        assert steps.index("resource limits") < steps.index("another user") < steps.index("dies with the forkserver")


def test_only_full_does_without_landlock(monkeypatch) -> None:
    monkeypatch.setattr(landlock, "version", lambda: 0)
    assert "Landlock" not in confine.layers(dataclasses.replace(POLICY, level="full"))
    assert "Landlock" in confine.layers(POLICY)


def test_a_step_that_fails_stops_the_rest(monkeypatch) -> None:
    taken = []

    def fails(config) -> Never:
        raise OSError("refused")

    for name in confine.STEPS:
        monkeypatch.setitem(confine.STEPS, name, lambda config, name=name: taken.append(name))
    monkeypatch.setitem(confine.STEPS, "resource limits", fails)
    with pytest.raises(confine.ConfinementError, match="refused") as caught:
        confine.confine(confine.WorkerConfig(POLICY, confine.ResourceLimits(1, 1, 1, 1, 1)))
    assert (caught.value.step, taken) == ("resource limits", ["private folder", "few threads"])


@pytest.mark.skipif(not landlock.version(), reason="the kernel has no Landlock (Linux 5.13)")
def test_a_worker_that_cannot_be_confined_runs_nothing_and_says_which_step(tmp_path, monkeypatch) -> None:
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
def test_other_users_are_used_where_they_can_read_what_they_need(tmp_path) -> None:
    assert preflight.obstacle_to_other_users(("/usr/lib",)) is None
    private = tmp_path / "private"
    private.mkdir(0o700)
    obstacle = preflight.obstacle_to_other_users(("/usr/lib", str(private)))
    assert obstacle == ("unreadable", f"other users may not read {private}")


def test_an_ordinary_user_stays_who_it_is(monkeypatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert preflight.obstacle_to_other_users(()) == ("not root", "only root can become another user")


def test_a_forkserver_that_starts_learns_which_step_a_worker_cannot_take(monkeypatch) -> None:
    def refused(config: confine.WorkerConfig) -> Never:
        raise OSError("not here")

    monkeypatch.setattr(confine, "layers", lambda policy: ["seccomp"])
    monkeypatch.setitem(confine.STEPS, "seccomp", refused)
    assert "seccomp: not here" in preflight.refusal(POLICY)
    monkeypatch.setitem(confine.STEPS, "seccomp", lambda config: None)
    assert preflight.refusal(POLICY) == ""
    monkeypatch.setitem(confine.STEPS, "seccomp", lambda config: os._exit(1))
    assert "ended" in preflight.refusal(POLICY)
