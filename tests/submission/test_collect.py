"""Sources from files whose names on the disk differ from the student's names."""

from __future__ import annotations

import os
import pickle

import pytest

from grader.errors import UsageError
from grader.submission.collect import collect, collect_files
from grader.submission.reading import MAX_FILE

IDS = ["mse_gradient", "vjp"]


def test_a_folder_and_the_same_files_by_name_are_one_submission(tmp_path) -> None:
    for name, text in {"vjp.py": "import h", "h.py": "", "mse_gradient.ipynb": "{}", "x.txt": ""}.items():
        (tmp_path / name).write_text(text)
    as_files = collect_files({path.name: path for path in tmp_path.iterdir()}, IDS)
    as_folder = collect([tmp_path], IDS)
    assert as_files.whole is as_folder.whole is True
    assert as_files.ignored == as_folder.ignored
    digests = [{exercise: s.digest for exercise, s in each.sources.items()} for each in (as_files, as_folder)]
    assert digests[0] == digests[1]


@pytest.mark.parametrize("name", ["link", "folder", "large"])
def test_a_file_that_cannot_be_read_is_called_as_the_student_calls_it(tmp_path, name) -> None:
    path = tmp_path / "12_34_vjp.py"
    if name == "link":
        path.symlink_to("/etc/passwd")
    if name == "folder":
        path.mkdir()
    if name == "large":
        path.write_bytes(bytes(MAX_FILE + 1))
    broken = collect_files({"hw/vjp.py": path}, IDS).sources["vjp"].broken
    assert broken.cause == "syntax_error"
    assert broken.message.startswith("hw/vjp.py: ")
    assert str(tmp_path) not in broken.message


def test_why_a_source_is_broken_comes_along_to_another_process(tmp_path) -> None:
    (tmp_path / "vjp.ipynb").write_text("{")
    source = collect([tmp_path], IDS).sources["vjp"]
    broken = pickle.loads(pickle.dumps(source)).broken
    assert vars(broken) == vars(source.broken)
    assert str(broken) == str(source.broken)


def test_a_file_that_is_gone_meanwhile_is_not_the_students_fault(tmp_path) -> None:
    source = collect_files({"hw/vjp.py": tmp_path / "12_34_vjp.py"}, IDS).sources["vjp"]
    assert (source.broken, source.unreadable) == (None, "hw/vjp.py: No such file or directory")


def test_a_folder_named_like_an_exercise_is_reported(tmp_path) -> None:
    (tmp_path / "vjp.py").mkdir()
    (tmp_path / "mse_gradient.py").write_text("")
    sources = collect([tmp_path], IDS).sources
    assert "not a regular file" in sources["vjp"].broken.message
    assert sources["mse_gradient"].broken is None


def test_of_many_copies_the_shallowest_and_newest_counts(files) -> None:
    tree = {"a/vjp.py": "", "vjp.py": "old", "vjp.ipynb": "{}", "b/c/vjp.py": ""}
    source = collect_files(files(tree), IDS).sources["vjp"]
    assert source.file == "vjp.ipynb"
    assert source.notes == (
        "vjp.py is older and was not graded",
        "a/vjp.py is in a deeper folder and was not graded",
        "b/c/vjp.py is in a deeper folder and was not graded",
    )
    copies = {f"{number}/vjp.py": "" for number in range(100)}
    assert len(collect_files(files(copies), IDS).sources["vjp"].notes) == 20


@pytest.mark.parametrize("order", [("new", "old"), ("old", "new")])
def test_of_two_folders_the_newer_file_counts_and_the_other_is_named(tmp_path, order) -> None:
    for age, folder in enumerate(("new", "old")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "vjp.py").write_text(folder)
        os.utime(tmp_path / folder / "vjp.py", (1_700_000_000 - age,) * 2)
    source = collect([tmp_path / folder for folder in order], IDS).sources["vjp"]
    assert source.files["vjp.py"] == b"new"
    assert source.notes == (f"{tmp_path / 'old' / 'vjp.py'} is older and was not graded",)


def test_a_folder_given_twice_is_one(tmp_path) -> None:
    (tmp_path / "vjp.py").write_text("")
    assert collect([tmp_path, tmp_path / "."], IDS).sources["vjp"].notes == ()


@pytest.mark.parametrize("name", ["vjp (1).py", "Copy of vjp.py", "VJP.py", "hw1_vjp_kim.py"])
def test_a_file_that_is_named_alone_is_taken_as_in_a_folder(tmp_path, name) -> None:
    (tmp_path / name).write_text("x = 1")
    alone, inside = (collect([path], IDS).sources["vjp"] for path in (tmp_path / name, tmp_path))
    assert alone == inside
    assert (alone.file, alone.main, alone.notes) == (name, "vjp.py", (f"{name} was read as vjp.py",))


def test_a_file_whose_name_fits_two_exercises_is_a_question(tmp_path) -> None:
    (tmp_path / "mse_gradient_vjp.py").write_text("")
    with pytest.raises(UsageError, match=r"fits several exercises \(mse_gradient, vjp\)"):
        collect([tmp_path / "mse_gradient_vjp.py"], IDS)
    assert collect([tmp_path], IDS).ignored == ["mse_gradient_vjp.py"]


def test_of_equal_times_the_highest_number_counts_and_why_is_told(tmp_path) -> None:
    for number in (1, 2, 10):
        (tmp_path / f"vjp ({number}).py").write_text("")
        os.utime(tmp_path / f"vjp ({number}).py", (1_700_000_000,) * 2)
    source = collect([tmp_path], IDS).sources["vjp"]
    assert source.file == "vjp (10).py"
    assert source.notes[1:] == (
        "vjp (2).py has the same time, and its number is not higher and was not graded",
        "vjp (1).py has the same time, and its number is not higher and was not graded",
    )
