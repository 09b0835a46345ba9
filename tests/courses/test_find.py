"""Which course is meant: the nearest one upwards, never one that was handed in, never one of two."""

from __future__ import annotations

import shutil

import pytest

from grader.courses import find
from grader.errors import UsageError


def test_the_nearest_course_upwards_counts_else_the_built_in_one(copied, tmp_path):
    inner = copied / "a" / "b"
    inner.mkdir(parents=True)
    assert find.find(inner, ()) == copied
    assert find.find(tmp_path, ()) == find.builtin()


def test_a_course_inside_what_is_submitted_is_not_found(copied):
    assert find.find(copied, (copied,)) == find.builtin()


def test_another_course_of_the_package_goes_by_its_name(tmp_path):
    inside = find.named("inside")
    assert inside is not None
    assert find.load(inside).name == "inside"
    assert [find.named(name) for name in ("nothing", "../courses", "")] == [None] * 3
    (tmp_path / "course.toml").write_bytes((inside / "course.toml").read_bytes())  # a students' copy
    assert find.find(tmp_path, ()) == inside


def test_two_courses_upwards_are_a_doubt(copied):
    inner = copied / "exercises"
    shutil.copy(copied / "course.toml", inner)
    with pytest.raises(UsageError, match="--course"):
        find.find(inner, ())
