"""One sentence on what stands wrong in a line."""

from __future__ import annotations

import pytest

from grader.explain.sentences import about
from grader.message import say

PLACE = say("line {line}", line=3)


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("sign", "A sign is the wrong way round: look at line 3."),
        ("own_copy", "`x` is the caller's own, and it is changed: look at line 3."),
        ("anything else", "Something else is computed than is asked for: look at line 3."),
        (None, "Something else is computed than is asked for: look at line 3."),
    ],
)
def test_it_names_the_place_and_what_is_known_of_it(what, sentence) -> None:
    assert about(what, PLACE, "x") == sentence


def test_what_a_student_calls_a_thing_is_a_value_and_no_template() -> None:
    assert about("own_copy", PLACE, "{place}").startswith("`{place}` is")
