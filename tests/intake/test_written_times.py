"""Dates with a time, as Moodle's langconfig has them for people."""

from __future__ import annotations

import time
from datetime import datetime

import pytest

from grader.intake import written_times

EVENING = datetime(2026, 11, 27, 18, 5)


@pytest.mark.parametrize(
    "text",
    [
        "Friday, 27 November 2026, 6:05 PM",
        "27 November 2026, 06:05 PM",
        "Freitag, 27. November 2026, 18:05",
        "viernes, 27 de noviembre de 2026, 18:05",
        "vendredi 27 novembre 2026, 18:05",
        "vendredi 27 novembre 2026, 18h05",
        "sexta-feira, 27 nov. 2026, 18:05",
        "sexta-feira, 27 de novembro de 2026 às 18:05",
        "venerdì, 27 novembre 2026, 18:05",
        "vrijdag, 27 november 2026, 18:05",
        "пятница, 27 ноября 2026, 18:05",
        "piątek, 27 listopada 2026, 18:05",
        "pátek, 27. listopadu 2026, 18.05",
        "27 Kasım 2026, Cuma, 18:05",
        "divendres, 27 de novembre de 2026, 18:05",
        "2026년 11월 27일 금요일, 오후 6:05",
        "2026년 11월 27일(금) 18:05",
        "2026年 11月 27日(金曜日) 18:05",
        "2026年11月27日 星期五 18:05",
        "2026年11月27日 下午 6:05",
    ],
)
def test_a_date_is_read_in_its_language(text) -> None:
    assert written_times.read(text) == EVENING


def test_noon_and_midnight() -> None:
    assert written_times.read("Friday, 27 November 2026, 12:05 AM") == datetime(2026, 11, 27, 0, 5)
    assert written_times.read("2026년 11월 27일 금요일, 오후 12:05") == datetime(2026, 11, 27, 12, 5)


@pytest.mark.parametrize(
    "text",
    ["", "-", "yesterday", "27/11/2026 18:05", "2026-11-27 18:05", "Friday, 32 November 2026, 6:05 PM",
     "27 November 2026", "27 November 2026, 13:05 PM", "27 March or April 2026, 18:05", "2026년 13월 1일 18:05"],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_or_in_none_is_not_read(text) -> None:
    assert written_times.read(text) is None


def test_a_long_text_takes_no_time() -> None:
    start = time.process_time()
    for text in ("1:" * 50_000, "9" * 100_000, "a p.m " * 20_000):
        assert written_times.read(text) is None
    assert time.process_time() - start < 0.5
