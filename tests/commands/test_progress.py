"""The lines without a terminal while a class is graded."""

from __future__ import annotations

import pytest

from grader.batch.tally import Tally
from grader.commands import _progress


@pytest.mark.parametrize(("every_s", "lines"), [(0, 2), (3600, 1)])
def test_no_count_is_printed_twice(monkeypatch, capsys, every_s, lines) -> None:
    monkeypatch.setattr(_progress, "EVERY_S", every_s)
    tally = Tally(total=2)
    with _progress.live(tally) as shown:
        for _ in range(2):
            tally.graded += 1
            shown()
    assert len(capsys.readouterr().err.splitlines()) == lines
