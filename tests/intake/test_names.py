"""Keys: the names of the students' folders under reports/."""

from __future__ import annotations

import os
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.intake.names import base_key, clean, folded, unique_keys

ANY = st.text(st.characters(categories=None), max_size=120)


@given(st.lists(ANY, max_size=8))
@example(["ann", "Ann", "ann-2", "ANN"])
@example(["e\u0301", "\u00e9", "\u00c9"])
@example(["ß", "SS", "ss"])
def test_keys_are_safe_unique_and_stable(names) -> None:
    keys = unique_keys(base_key(name, {}) for name in names)
    assert len({folded(key) for key in keys}) == len(names)
    assert keys == unique_keys(base_key(name, {}) for name in names)
    for key in keys:
        assert os.path.basename(key) == key == unicodedata.normalize("NFC", key)
        assert key not in ("", ".", "..")
        assert not key.startswith(".")
        assert len(key.encode()) < 240
        assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in key)


@pytest.mark.parametrize(
    "name",
    [
        "gradebook.csv",
        "GRADEBOOK.db-wal",
        "index.html",
        "class.json",
        "CON",
        "nul.txt",
        "com1",
        "attempts.jsonl",
        "Aux.",
    ],
)
def test_a_students_folder_is_never_called_as_the_grader_or_the_system_calls_its_own(name) -> None:
    assert base_key(name, {}) == "_" + name.rstrip(".")


@pytest.mark.parametrize("name", ["Connie", "Null Pointer", "Ann. Lee", "Dr. Com10"])
def test_other_names_stay_as_they_are(name) -> None:
    assert base_key(name, {}) == name


def test_the_later_of_two_alike_gets_a_number() -> None:
    assert unique_keys(["ann", "Ann", "ann-2", "ANN"]) == ["ann", "Ann-2", "ann-2-2", "ANN-3"]


def test_an_id_tells_people_of_one_name_apart() -> None:
    assert base_key("Ann", {"canvas": "12"}) == "Ann_12"
    assert base_key("Ann", {"canvas": "12", "login": "al"}) == "al"
    assert base_key("", {"email": "../../a@x"}) == "_.._a@x"


def test_names_for_people_are_one_harmless_line() -> None:
    assert clean("e\u0301\n\x1b[31m\udcff\u202e") == "é \\x1b[31m\\xff\\x202e"
