"""The choice of a level: the best available one, after a preflight, and never a lower one than was asked for."""

from __future__ import annotations

import os

import pytest

from grader.errors import SandboxError
from grader.sandbox import early, levels
from grader.sandbox.levels import LayerState
from grader.sandbox.preflight import Preflight, run_preflight
from grader.worker.walls import landlock
from grader.worker.walls.preflight import Obstacle

OFF = LayerState("x", "off", "it is not there", "get it")
WORKS = Preflight(("seccomp",))


@pytest.fixture
def machine(monkeypatch):
    """A machine that has these levels."""

    def has(*names: str) -> None:
        on = {level: LayerState(level, "on", "") for level in names}
        monkeypatch.setattr(levels, "bubblewrap", lambda: on.get("full", OFF))
        monkeypatch.setattr(levels, "container", lambda: on.get("container", OFF))
        monkeypatch.setattr(levels, "_seccomp", lambda: on.get("partial", OFF))
        monkeypatch.setattr(levels, "run_preflight", lambda level: WORKS)

    return has


def test_auto_is_the_best_that_there_is(machine) -> None:
    best_first = ["full", "container", "partial", "none"]
    for count, best in enumerate(best_first):
        machine(*best_first[count:])
        assert levels.level("auto") == best


@pytest.mark.parametrize("wanted", ["full", "container"])
def test_a_level_asked_for_by_name_is_used_or_refused(machine, wanted) -> None:
    machine(wanted)
    assert levels.level(wanted) == wanted
    machine("partial")
    with pytest.raises(SandboxError, match=f"--isolation {wanted}: it is not there; get it"):
        levels.level(wanted)


def test_none_is_used_by_name_only_where_more_is_available(machine) -> None:
    machine("full")
    assert levels.level("none") == "none"


def test_without_landlock_the_level_container_is_not_available(monkeypatch) -> None:
    monkeypatch.setattr(landlock, "version", lambda: 0)
    layer = levels.container()
    assert (layer.state, "Landlock" in layer.detail) == ("off", True)
    assert "Linux 5.13" in layer.remedy


def test_a_preflight_takes_the_steps_and_says_why_it_cannot(monkeypatch) -> None:
    tried = run_preflight("partial")
    assert tried.worked and "seccomp" in tried.layers and "Landlock" not in tried.layers
    monkeypatch.setattr("grader.sandbox.preflight._program", lambda *args: ["/bin/sh", "-c", "echo no >&2"])
    assert run_preflight.__wrapped__("container").reason == "no"


@pytest.mark.parametrize(("kind", "remedy"), [("unreadable", "not under /root"), ("not root", "start grade as root")])
def test_what_to_do_about_the_users_follows_from_the_kind_of_obstacle(kind, remedy) -> None:
    layer = levels._another_user("container", Preflight(("seccomp",), obstacle=Obstacle(kind, "in any words")))
    assert (layer.state, layer.detail) == ("off", "in any words")
    assert remedy in layer.remedy


NEEDED: dict[tuple[str, ...], tuple[str, ...]] = {("numpy",): ()}


def test_where_full_is_not_available_after_all_another_level_is_started(tmp_path, monkeypatch) -> None:
    bwrap = tmp_path / "bwrap"
    bwrap.write_text("#!/bin/sh\necho no namespaces here >&2\nexit 1\n")
    bwrap.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    run_preflight.cache_clear()
    try:
        assert early.presumed("auto") == "full"
        servers = early.settled(early.start("full", "cpu", NEEDED), "auto", "cpu", NEEDED)
        try:
            assert servers[("numpy",)].level == levels.level("auto") != "full"
        finally:
            early.close(servers)
        with pytest.raises(SandboxError, match="--isolation full: bwrap cannot make its namespaces: no namespaces"):
            early.settled(early.start("full", "cpu", NEEDED), "full", "cpu", NEEDED)
    finally:
        run_preflight.cache_clear()


def test_a_level_without_bubblewrap_is_tried_first(monkeypatch, machine) -> None:
    machine("container")
    monkeypatch.setattr("shutil.which", lambda program: None)
    assert [early.presumed(wanted) for wanted in ("auto", "container", "none")] == ["container", "container", "none"]
