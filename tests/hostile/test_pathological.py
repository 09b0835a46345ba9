"""Hand-ins that are made to cost are read like others: each small here, as large as one may be in bench/outside.py."""

from __future__ import annotations

import pytest
from trusted_side import tried

from tests.hostile.pathological_archives import KINDS

SMALL = 100_000
"""Bytes."""


@pytest.mark.parametrize("name", KINDS)
def test_a_hand_in_that_is_made_to_cost_is_read_and_reported(name, course, tmp_path) -> None:
    hand_in, other, work = tmp_path / "class" / "ann", tmp_path / "class" / "bob", tmp_path / "work"
    for folder in (hand_in, other, work):
        folder.mkdir(parents=True)
    (other / "vjp.py").write_text("x = 1\n")
    KINDS[name](hand_in, SMALL)
    results = tried(hand_in, work, course)
    assert "vjp" in {result.id for result in results}  # of the other student, at least
    assert {result.status for result in results} == {"failed"}, [result.message for result in results]
    assert all(len(str(result)) < 3_000_000 for result in results)


def test_there_are_many_kinds() -> None:
    assert len(KINDS) >= 100
