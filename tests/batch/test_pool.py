"""The processes that grade a class are started by the first of it that is to be graded."""

from __future__ import annotations

from typing import Any

from grader.batch import pool
from grader.sandbox import early


def test_nothing_is_started_where_nothing_is_to_be_graded(monkeypatch) -> None:
    started: list[Any] = []
    for name in ("_start_server", "_start_quiet_cleanup"):
        monkeypatch.setattr(pool, name, started.append)
    monkeypatch.setattr(early, "start", lambda *given: started.append(given))
    settings: Any = None
    with pool.LocalPool(2, settings, {("torch",): ()}) as processes:
        assert list(pool.graded(processes, [])) == []
    assert started == []
