"""Whose row it is that nobody has now."""

from __future__ import annotations

import pytest

from grader.gradebook.merging import same_people
from grader.people import Student

KIM = Student("kim", "Kim Minsu", {"canvas": "7", "login": "kim"})


@pytest.mark.parametrize(
    ("row", "is_kim_s"),
    [
        (Student("Kim Minsu_7", "Kim Minsu", {"canvas": "7"}), True),
        (Student("KIM@uni", "Kim", {"login": "KIM", "email": "kim@uni"}), True),
        (Student("Kim Minsu_8", "Kim Minsu", {"canvas": "8"}), False),
        (Student("other", "Kim Minsu", {"canvas": "8", "login": "kim"}), False),
        (Student("Kim Minsu", "Kim Minsu", {}), False),
        (Student("kim", "Kim Minsu", {"canvas": "7"}), False),
    ],
)
def test_a_row_is_somebodys_who_has_its_id_and_no_other_in_its_place(row, is_kim_s) -> None:
    assert same_people([row], [KIM], {}) == ({row.key: KIM} if is_kim_s else {})


def test_what_was_handed_in_without_a_roster_is_whose_it_is_now() -> None:
    row = Student("2026", "2026", {})
    assert same_people([row], [KIM], {"2026": KIM}) == {"2026": KIM}
    numbered = Student("bo_777", "bo", {"canvas": "777"})
    assert same_people([numbered], [KIM], {"bo_777": KIM}) == {}


def test_a_row_that_may_be_of_two_stays() -> None:
    row = Student("x", "x", {"canvas": "7", "email": "b@x"})
    assert same_people([row], [KIM, Student("bo", "Bo", {"email": "b@x"})], {}) == {}


def test_a_group_of_moodle_s_is_not_a_participant_with_its_number() -> None:
    ann = Student("ann", "Ann Lee", {"moodle": "12", "login": "ann"})
    assert same_people([Student("Group A_12", "Group A", {"moodle": "12"})], [ann], {}) == {}
    blind = Student("Participant 12_12", "Participant 12", {"moodle": "12"})
    assert same_people([blind], [ann], {}) == {"Participant 12_12": ann}
