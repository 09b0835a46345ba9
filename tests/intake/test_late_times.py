"""When students handed in, from a table."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from grader.errors import UsageError
from grader.intake import late_times

TREE = {"ann/vjp.py": "", "bo/vjp.py": "", "cy/vjp.py": ""}


@pytest.fixture
def times(made, read, tmp_path):
    def run(text):
        (tmp_path / "times.csv").write_text(text)
        found = late_times.read(tmp_path / "times.csv", read(made(TREE)), timezone(timedelta(hours=9)))
        return [(each.submitted_at, each.late, each.told) for each in found.hand_ins], found.problems

    return run


def test_a_time_is_told_in_its_zone_and_who_is_not_in_the_table_is_named(times) -> None:
    found, problems = times("login,submitted at\nann,2026-12-01T23:59:00+01:00\nbo,2026-12-02 10:00\n")
    assert found[0] == (datetime(2026, 12, 1, 22, 59, tzinfo=UTC), None, True)
    assert found[1] == (datetime(2026, 12, 2, 10, tzinfo=UTC), None, True)
    assert found[2][2] is False
    assert problems == ["times.csv has no time for these students: cy"]


@pytest.mark.parametrize(
    ("header", "text"),
    [
        ("Last modified (submission)", "Tuesday, 1 December 2026, 11:59 PM"),
        ("Zuletzt geändert (Abgabe)", "Dienstag, 1. Dezember 2026, 23:59"),
        ("Última modificación (entrega)", "martes, 1 de diciembre de 2026, 23:59"),
        ("최종 수정일 (제출)", "2026년 12월 1일 화요일, 오후 11:59"),
    ],
)
def test_moodles_worksheet_tells_the_time_in_each_language_and_in_the_deadlines_zone(times, header, text) -> None:
    found, _ = times(f'"login","{header}"\nann,"{text}"\nbo,-\ncy,-\n')
    assert found[0] == (datetime(2026, 12, 1, 14, 59, tzinfo=UTC), None, True)
    assert found[1][2] is False


def test_late_may_be_all_that_is_known(times) -> None:
    found, _ = times("name,late\nann,yes\nbo,no\ncy,1:02:03\n")
    assert [late for _, late, _ in found] == [True, False, True]


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("name,points\nann,1\n", "add one, with times such as"),
        ("name,submitted at\nann,yesterday\n", "'yesterday' is not a time; write it as"),
        ("name,late\nann,perhaps\n", "is neither yes nor no"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_the_fix(times, text, fix) -> None:
    with pytest.raises(UsageError, match=fix):
        times(text)
