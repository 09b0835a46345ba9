"""bench/peers: what its last line says of the table."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "bench" / "peers"


@pytest.fixture
def compare(monkeypatch):
    """The script as a module; it and what it imports from there are forgotten afterwards."""
    monkeypatch.setattr(sys, "path", [str(SCRIPT), *sys.path])
    before = set(sys.modules)
    yield importlib.import_module("compare")
    for name in set(sys.modules) - before:
        if (file := getattr(sys.modules[name], "__file__", None)) and Path(file).is_relative_to(SCRIPT.parent):
            del sys.modules[name]


def test_ours_is_set_beside_the_cheapest_that_isolates_in_each_class(compare):
    rows = [
        compare.Row("kernels", "a kernel", few=6.0, many=1.0, cells=()),
        compare.Row("processes", "a process", few=2.0, many=2.0, cells=()),
        compare.Row("bare", "no", few=0.1, many=0.1, cells=()),
        compare.Row("grade batch", "namespaces", few=0.5, many=0.125, cells=()),
    ]
    assert compare.summary(rows) == (
        "CPU an answer, the cheapest of the others that isolate at all divided by ours: "
        "8.0 in a class of 100 (kernels), 4.0 in one of 8 (processes)."
    )


def test_nothing_is_said_where_only_ours_was_run(compare):
    assert compare.summary([compare.Row("grade batch", "namespaces", few=0.5, many=0.125, cells=())]) is None
