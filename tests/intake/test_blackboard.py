"""Blackboard's flat download."""

from __future__ import annotations

from intake_views import names, texts

FLAT = {
    "HW_1_ann_attempt_2026-11-20-10-00-00.txt": "Name: Ann",
    "HW_1_ann_attempt_2026-11-20-10-00-00_vjp.py": "first",
    "HW_1_ann_attempt_2026-11-21-09-00-00.txt": "Name: Ann",
    "HW_1_ann_attempt_2026-11-21-09-00-00_vjp.py": "second",
    "HW_1_bo_attempt_2026-11-20-10-00-00_mse_gradient.py": "",
}


def test_the_newest_attempt_of_each_counts_and_the_others_are_told(made, read) -> None:
    found = read(made({**FLAT, "grades.csv": ""}), roster="name,login\nAnn Lee,ann\nBo,bo\n")
    assert found.layout == "blackboard"
    assert names(found) == {"ann": ["vjp.py"], "bo": ["mse_gradient.py"]}
    assert (found.hand_ins[0].student.name, texts(found.hand_ins[0])) == ("Ann Lee", {"vjp.py": "second"})
    assert not found.hand_ins[0].told
    assert found.problems == [
        "grades.csv is not in Blackboard's form and was left out",
        "ann: the attempt of 2026-11-20-10-00-00 was not graded: the attempt of 2026-11-21-09-00-00 is newer",
    ]


def test_a_zip_in_it_is_unpacked(made, read, packed) -> None:
    inner = packed({"vjp.py": "v"}, "hw.zip").read_bytes()
    found = read(made({"HW_ann_attempt_2026-11-20-10-00-00_hw.zip": inner}))
    assert names(found) == {"ann": ["hw.zip/vjp.py"]}
