"""Files that an archive does not give back unchanged, and whose fault that is."""

from __future__ import annotations

import errno
import os
import zipfile

import pytest

from grader.intake import files
from grader.submission import opening
from grader.submission.collect import collect_files
from grader.submission.reading import MAX_FILE

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
def test_an_exercise_that_is_damaged_in_the_class_s_archive_is_ungraded_not_missing(damaged, read, form) -> None:
    names = form.format("ann", 11, "vjp"), form.format("bob", 12, "mse_gradient")
    found = read(damaged(dict(zip(names, ("hello", "x = 1"), strict=True))))
    ann, bob = (collect_files(each.files, IDS, each.damaged).sources for each in found.hand_ins)
    assert ann.keys() == {"vjp"} and bob.keys() == {"mse_gradient"}
    assert ann["vjp"].unreadable.startswith("vjp.py: it is damaged")
    assert bob["mse_gradient"].files == {"mse_gradient.py": b"x = 1"}
    (problem,) = found.problems
    assert "vjp.py cannot be read: it is damaged" in problem and problem.kind == "unread"


@pytest.mark.parametrize("name", ["ann.zip", "ann/all.zip"])
def test_a_student_s_archive_that_is_damaged_in_the_class_s_may_have_held_every_exercise(damaged, read, name) -> None:
    found = read(damaged({name: "hello", "bo/vjp.py": "", "cy/vjp.py": ""}))
    sources = collect_files(found.hand_ins[0].files, IDS, found.hand_ins[0].damaged).sources
    assert sources.keys() == set(IDS)
    assert all("damaged" in source.unreadable for source in sources.values())
    assert not [line for line in found.problems if line.startswith("ann/all.zip: ")]  # not blamed on what she packed


def test_what_a_student_packed_badly_is_missing(packed, read) -> None:
    inner = packed({"vjp.py": "hello"}, compression=zipfile.ZIP_STORED).read_bytes()
    found = read(packed({"ann/all.zip": inner.replace(b"hello", b"jello"), "bo/vjp.py": ""}))
    assert collect_files(found.hand_ins[0].files, IDS, found.hand_ins[0].damaged).sources == {}
    assert "damaged" in found.hand_ins[0].notes[0]


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("{0}/all.zip", "{0}/all.zip"),
        ("{0}_{1}_34_all.zip", "{0}_{1}/all.zip"),
        ("{0}_{1}_assignsubmission_file/all.zip", "{0}_{1}_assignsubmission_file/all.zip"),
        ("{0}_{1}_assignsubmission_file_all.zip", "{0}_{1}/all.zip"),
    ],
)
def test_the_instructor_learns_why_a_student_s_archive_was_not_opened(made, read, form, told) -> None:
    good = form.replace("all.zip", "vjp.py")
    found = read(made({form.format("ann", 11): b"PK\3\4", form.format("bob", 12): "", good.format("bob", 12): ""}))
    assert len(found.hand_ins) == 2
    lines = [problem for problem in found.problems if problem.kind == "unread"]
    assert [line.partition(": ")[0] for line in lines] == [told.format("ann", 11), told.format("bob", 12)]
    assert all("it is damaged or not an archive" in line for line in lines)


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, 9])
@pytest.mark.parametrize("form", ["{0}/{2}.py", "{0}_{1}_34_{2}.py", "{0}_{1}_assignsubmission_file/{2}.py"])
def test_what_is_packed_in_a_way_that_is_not_unpacked_here_is_ungraded_not_missing(packed, read, method, form) -> None:
    names = form.format("ann", 11, "vjp"), form.format("bob", 12, "mse_gradient")
    path = packed(dict.fromkeys(names, "x = 1"), compression=zipfile.ZIP_DEFLATED if method == 9 else method)
    if method == 9:  # Deflate64, which Windows takes for what is large and Python cannot write: the headers say so
        text = path.read_bytes().replace(b"PK\3\4\x14\0\0\0\x08", b"PK\3\4\x14\0\0\0\x09")
        path.write_bytes(text.replace(b"PK\1\2\x14\3\x14\0\0\0\x08", b"PK\1\2\x14\3\x14\0\0\0\x09"))
    found = read(path)
    ann, bob = (collect_files(each.files, IDS, each.damaged).sources for each in found.hand_ins)
    assert ann["vjp"].unreadable == "vjp.py: it is compressed in an unusual way"
    assert bob["mse_gradient"].unreadable
    assert [problem.kind for problem in found.problems if "unusual way" in problem] == ["unread"] * 2


@pytest.fixture
def forbidden(monkeypatch):
    """forbidden(path): no one may list that folder or read what is in it."""

    def forbid(path) -> None:
        listed = opening.listed

        def guarded(folder):
            if folder == path:
                raise PermissionError(errno.EACCES, "Permission denied")
            return listed(folder)

        monkeypatch.setattr(files, "listed", guarded)

    return forbid


def test_a_subfolder_that_we_may_not_read_may_have_held_every_exercise_without_a_file(made, read, forbidden) -> None:
    root = made({"ann/vjp.py": "x = 1", "ann/more.py/mse_gradient.py": "", "bo/vjp.py": ""})
    forbidden(root / "ann" / "more.py")
    found = read(root)
    submission = collect_files(found.hand_ins[0].files, IDS, found.hand_ins[0].damaged)
    assert submission.sources["mse_gradient"].unreadable == "more.py/: cannot be read (Permission denied)"
    assert submission.sources["vjp"].files == {"vjp.py": b"x = 1"}
    assert submission.ignored == []
    (problem,) = found.problems
    assert (problem, problem.kind) == ("ann/more.py/: cannot be read (Permission denied)", "unread")


def test_files_in_a_folder_that_lists_only_their_names_are_ungraded_and_other_files_cost_nothing(
    made, monkeypatch
) -> None:
    root, stat = made({"notes.txt": "", "vjp.py": ""}), os.stat

    def denied(path, *, dir_fd=None, follow_symlinks=True):
        if path in ("notes.txt", "vjp.py"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return stat(path, dir_fd=dir_fd, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(os, "stat", denied)
    found = files.walk(root)
    assert found.unread == {"vjp.py": "cannot be read (Permission denied)"}
    paths = {name: file.path for name, file in found.found.items()}
    assert collect_files(paths, IDS, found.unread).sources.keys() == {"vjp"}
    assert len(found.notes) == 2


def test_a_file_that_is_too_large_is_reported_to_the_instructor(made, read) -> None:
    found = read(made({"ann/vjp.py": b"#" * (MAX_FILE + 1), "ann/notes.py": b"#" * (MAX_FILE + 1), "bo/vjp.py": ""}))
    assert found.problems == ["ann: vjp.py is too large, so it fails: 2,097,153 bytes; a submission may have 2,097,152"]
    assert found.problems[0].kind == "unread"
    assert collect_files(found.hand_ins[0].files, IDS).sources["vjp"].broken
