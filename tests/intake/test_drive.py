"""Downloads of Google Drive and Classroom."""

from __future__ import annotations

import shutil

import pytest
from intake_views import names, texts


def test_parts_of_a_download_are_read_as_one(made, read, packed, tmp_path) -> None:
    first = packed({"Ada Lovelace/vjp.py": "a", "Bo/vjp.py": ""}, "one.zip")
    second = packed({"Ada Lovelace/mse_gradient.py": "b"}, "two.zip")
    folder = made({"roster.csv": "name\nAda Lovelace\nBo\n"})
    shutil.copy(first, folder / "drive-download-20261129T101112Z-001.zip")
    shutil.copy(second, folder / "drive-download-20261129T101112Z-1-002.zip")
    found = read(folder)
    assert {each.student.name: sorted(each.files) for each in found.hand_ins} == {
        "Ada Lovelace": ["mse_gradient.py", "vjp.py"], "Bo": ["vjp.py"],
    }  # fmt: skip


def test_the_folder_that_drive_packs_around_a_class_is_not_taken_for_a_student(read, packed) -> None:
    found = read(packed({"HW1/ada/vjp.py": "", "HW1/bo/vjp.py": ""}, "HW1-20261129T101112Z-001.zip"))
    assert names(found) == {"ada": ["vjp.py"], "bo": ["vjp.py"]}


@pytest.mark.parametrize("inside", ["", "HW1/"])
def test_files_that_are_called_after_their_students_are_theirs(read, packed, inside) -> None:
    tree = {
        "Ada Lovelace - vjp.py": "a",
        "Ada Lovelace - mse_gradient.ipynb": "b",
        "Kim - vjp.py": "c",
        "Kim - x.pdf": "",
    }
    found = read(packed({inside + name: text for name, text in tree.items()}, "HW1-20261129T101112Z-001.zip"))
    by_name = {each.student.name: each for each in found.hand_ins}
    assert {name: sorted(each.files) for name, each in by_name.items()} == {
        "Ada Lovelace": ["mse_gradient.ipynb", "vjp.py"], "Kim": ["vjp.py", "x.pdf"],
    }  # fmt: skip
    assert texts(by_name["Kim"])["vjp.py"] == "c"


@pytest.mark.parametrize(
    "tree",
    [
        {"vjp - Copy.py": "", "vjp.py": ""},
        {"vjp - Copy.py": "", "mse_gradient - Copy.py": ""},
        {"HW1 - vjp.py": "", "HW1 - mse_gradient.py": ""},
    ],
)
def test_copies_and_one_students_files_are_not_taken_for_a_class(made, read, tree) -> None:
    found = read(made({f"ann/{name}": text for name, text in tree.items()}), layout="folders")
    assert [each.student.name for each in found.hand_ins] == ["ann"]


@pytest.mark.parametrize(
    ("around", "student"), [("hw1", "ann"), ("과제 2", "ann"), ("submissions", "ann"), ("kim", "kim")]
)
def test_without_a_roster_a_folder_around_one_student_is_known_by_its_name(made, read, around, student) -> None:
    found = read(made({f"{around}/ann/vjp.py": ""}))
    assert [each.student.name for each in found.hand_ins] == [student]
