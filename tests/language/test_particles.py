"""Korean particles follow the sound of the word before them."""

from __future__ import annotations

import pytest

from grader.language.particles import particle
from grader.language.words import fill


@pytest.mark.parametrize(
    ("before", "written", "form"),
    [
        ("손실", "은(는)", "은"), ("그래디언트", "은(는)", "는"), ("3", "이(가)", "이"), ("2", "이(가)", "가"),
        ("w", "을(를)", "를"), ("N", "을(를)", "을"), ("w[0]", "이(가)", "이"), ("(3,)", "과(와)", "과"),
        ("module", "(으)로", "로"), ("step", "(으)로", "으로"), ("7", "(으)로", "로"), ("길", "(으)로", "로"),
        ("fit", "이(가)", "이"), ("weight", "이(가)", "가"),
        ("loss", "이어야(여야)", "여야"), ("10", "이어야(여야)", "이어야"), ("", "은(는)", "는"), ("…", "은(는)", "는"),
    ],
)  # fmt: skip
def test_a_particle_follows_the_sound_before_it(before, written, form) -> None:
    assert particle(written, before) == form


def test_a_particle_after_nothing_follows_the_word_before_that() -> None:
    assert fill("{what}{at}이(가)", {"what": "손실", "at": ""}) == "손실이"
