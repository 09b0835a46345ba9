"""Folders are matched with the class list, by names and ids."""

from __future__ import annotations

import pytest


def test_a_name_turned_round_is_another_persons(made, read) -> None:
    found = read(made({"Ann Lee/vjp.py": ""}), roster="name\nLee Ann\nAnn Lee\n")
    assert [each.student.name for each in found.hand_ins] == ["Ann Lee"]
    assert [each.name for each in found.absent] == ["Lee Ann"]
    assert found.problems == []


@pytest.mark.parametrize("folder", ["S7", "annlee", "Lee_Ann", "ann.lee", "ANN LEE", "ann"])
def test_a_folder_may_be_called_by_name_or_id(made, read, folder) -> None:
    roster = "Name,SID,Login,Email\nAnn Lee,s7,annlee,ann@uni.edu\nBo,8,bo,bo@uni.edu\n"
    found = read(made({f"{folder}/vjp.py": ""}), roster=roster)
    assert [each.student.key for each in found.hand_ins] == ["annlee"]
    assert [each.key for each in found.absent] == ["bo"]


@pytest.mark.parametrize("folder", ["Lee 20231234", "20231234_ann", "ann (20231234)", "hw3-20231234"])
def test_a_folder_may_be_called_by_name_and_id(made, read, folder) -> None:
    found = read(made({f"{folder}/vjp.py": ""}), roster="Name,SID\nAnn Lee,20231234\nBo Lee,20239999\n")
    assert [each.student.name for each in found.hand_ins] == ["Ann Lee"]


def test_a_student_who_is_not_in_the_roster_is_kept_and_reported_if_anything_was_handed_in(made, read) -> None:
    found = read(made({"ann/vjp.py": "", "eve/vjp.py": "", "docs/readme.md": ""}), roster="name\nAnn\n")
    assert [each.student.key for each in found.hand_ins] == ["Ann", "eve"]
    assert found.problems == [
        "docs: not in the roster, and no exercise's file in it; left out",
        "eve: handed in, but is not in the roster",
    ]


def test_a_key_is_the_same_before_and_after_handing_in(made, read) -> None:
    roster = "name\nAnn Lee\nann lee jr\n"
    absent = read(made({"ann lee jr_1_2_vjp.py": ""}, "one"), roster=roster, layout="canvas").absent
    later = read(made({"leeann_12_501_vjp.py": "", "annleejr_1_2_vjp.py": ""}, "two"), roster=roster)
    assert [each.key for each in absent] == ["Ann Lee"]
    assert [each.student.key for each in later.hand_ins] == ["Ann Lee", "ann lee jr"]
