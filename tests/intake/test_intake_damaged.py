"""What does not come out of an archive as it went in, and whose fault that is."""

from __future__ import annotations

import zipfile

import pytest

from grader.submission.collect import collect_files

IDS = ["mse_gradient", "vjp"]


@pytest.fixture
def damaged(packed):
    """damaged({name: text}) -> a class's zip in which every text that begins with "hello" does not come out."""

    def make(tree):
        path = packed(tree, compression=zipfile.ZIP_STORED)
        path.write_bytes(path.read_bytes().replace(b"hello", b"jello"))
        return path

    return make


@pytest.mark.parametrize(
    "form", ["{0}/{2}.py", "hw/{0}/{2}.py", "{0}_{1}_34_{2}.py", "{0}_{1}_assignsubmission_file/{2}.py"]
)
def test_an_exercise_that_is_damaged_in_the_class_s_archive_is_ungraded_not_missing(damaged, read, form):
    names = form.format("ann", 11, "vjp"), form.format("bob", 12, "mse_gradient")
    found = read(damaged(dict(zip(names, ("hello", "x = 1"), strict=True))))
    ann, bob = (collect_files(each.files, IDS, each.damaged).sources for each in found.hand_ins)
    assert ann.keys() == {"vjp"} and bob.keys() == {"mse_gradient"}
    assert ann["vjp"].unreadable.startswith("vjp.py: it is damaged")
    assert bob["mse_gradient"].files == {"mse_gradient.py": b"x = 1"}
    (problem,) = found.problems
    assert "vjp.py cannot be read: it is damaged" in problem and problem.kind == "unread"


@pytest.mark.parametrize("name", ["ann.zip", "ann/all.zip"])
def test_a_student_s_archive_that_is_damaged_in_the_class_s_may_have_held_every_exercise(damaged, read, name):
    found = read(damaged({name: "hello", "bo/vjp.py": "", "cy/vjp.py": ""}))
    sources = collect_files(found.hand_ins[0].files, IDS, found.hand_ins[0].damaged).sources
    assert sources.keys() == set(IDS)
    assert all("damaged" in source.unreadable for source in sources.values())


def test_what_a_student_packed_badly_is_missing(packed, read):
    inner = packed({"vjp.py": "hello"}, compression=zipfile.ZIP_STORED).read_bytes()
    found = read(packed({"ann/all.zip": inner.replace(b"hello", b"jello"), "bo/vjp.py": ""}))
    assert collect_files(found.hand_ins[0].files, IDS, found.hand_ins[0].damaged).sources == {}
    assert "damaged" in found.hand_ins[0].notes[0]
