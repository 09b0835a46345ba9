"""The files that an exercise imports come along with it, and only those."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from grader.submission import helpers, opening
from grader.submission.collect import collect, collect_files
from grader.submission.handout import Handout
from grader.submission.reading import MAX_FILE

IDS = ["mse_gradient", "vjp"]


def test_helpers_are_those_beside_the_exercise_as_the_student_sees_it(files) -> None:
    tree = {
        "hw/vjp.py": "from tools import a\nimport package.inner",
        "hw/tools.py": "import more",
        "hw/more.py": "",
        "hw/package/inner.py": "",
        "hw/package.py": "",
        "tools.py": "another's",
        "hw/unused.py": "",
    }
    submission = collect_files(files(tree), IDS)
    source = submission.sources["vjp"]
    assert (source.file, source.main) == ("hw/vjp.py", "vjp.py")
    assert set(source.files) == {"vjp.py", "tools.py", "more.py", "package/inner.py"}
    assert source.files["tools.py"] == b"import more"
    assert submission.ignored == ["hw/package.py", "tools.py", "hw/unused.py"]


@pytest.mark.parametrize("linked", ["folder", "file"])
def test_nothing_is_read_through_a_link(linked, tmp_path) -> None:
    """`grade submit` on a class's folder: a link could lead to the solutions."""
    secret = tmp_path / "elsewhere" / "solution.py"
    secret.parent.mkdir()
    secret.write_text("SECRET = 1")
    answer = tmp_path / "hw" / "vjp.py"
    answer.parent.mkdir()
    answer.write_text("import x\nfrom x.solution import SECRET")
    (answer.parent / ("x" if linked == "folder" else "x.py")).symlink_to(
        secret.parent if linked == "folder" else secret
    )
    source = collect([answer.parent], IDS).sources["vjp"]
    assert set(source.files) == {"vjp.py"}
    assert source.notes == (() if linked == "folder" else ("x.py: it is a link; hand in the file itself",))


def test_a_word_that_cannot_be_a_file_name_is_not_a_helper(tmp_path) -> None:
    (tmp_path / "vjp.py").write_text(f"# I must not import {'a' * 300}\n")
    assert set(collect([tmp_path / "vjp.py"], IDS).sources["vjp"].files) == {"vjp.py"}


def test_an_import_goes_on_over_a_backslash(files) -> None:
    tree = {"vjp.py": "import math, \\\n    helper\n", "helper.py": ""}
    assert set(collect_files(files(tree), IDS).sources["vjp"].files) == {"vjp.py", "helper.py"}


def test_a_helper_that_is_left_out_is_named(files, monkeypatch) -> None:
    tree = {"vjp.py": "import a, b, c, d", "a.py": "#" * (MAX_FILE + 1), "b.py": "", "c.py": "", "d.py": ""}
    monkeypatch.setattr(helpers, "MAX_HELPERS", 2)
    source = collect_files(files(tree), IDS).sources["vjp"]
    assert set(source.files) == {"vjp.py", "b.py", "c.py"}
    assert source.notes == (
        f"a.py: {MAX_FILE + 1:,} bytes; a submission may have {MAX_FILE:,}",
        "d.py: a submission may import at most 2 of its own files",
    )


def test_helpers_together_fit_into_a_message(files, monkeypatch) -> None:
    monkeypatch.setattr(helpers, "MAX_OF_HELPERS", 10)
    source = collect_files(files({"vjp.py": "import a, b", "a.py": "#" * 6, "b.py": "#" * 6}), IDS).sources["vjp"]
    assert set(source.files) == {"vjp.py", "a.py"}
    assert source.notes == ("b.py: the imported files may have at most 10 bytes together",)


def test_a_file_on_the_disk_that_is_not_the_students_is_not_read(files, tmp_path) -> None:
    (tmp_path / "secret.py").write_text("x")
    assert set(collect_files(files({"vjp.py": "import secret"}), IDS).sources["vjp"].files) == {"vjp.py"}


def test_a_helper_that_came_to_us_damaged_is_not_the_students_fault(tmp_path) -> None:
    main, helper, other = (tmp_path / name for name in ("a", "b", "c"))
    main.write_text("import helper")
    other.write_text("import json")
    helper.touch()
    files = {"e.py": main, "helper.py": helper, "f.py": other}
    sources = collect_files(files, ["e", "f"], {"helper.py": "it is damaged"}).sources
    assert sources["e"].unreadable == "helper.py: it is damaged"
    assert not sources["f"].unreadable


def test_a_helper_that_the_machine_refuses_to_open_is_not_the_students_fault(tmp_path, monkeypatch) -> None:
    (tmp_path / "e.py").write_text("import helper")
    (tmp_path / "helper.py").write_text("")
    really = os.open

    def refused(path, *rest, **more):
        if Path(path).name == "helper.py":
            raise PermissionError(errno.EACCES, "Permission denied")
        return really(path, *rest, **more)

    monkeypatch.setattr("grader.submission.opening.os.open", refused)
    monkeypatch.setattr("grader.submission.opening._at_once", lambda *_: -1)  # as where Linux refuses, too
    assert collect([tmp_path], ["e"]).sources["e"].unreadable == "helper.py: Permission denied"


def test_a_folder_is_listed_once_however_many_helpers_name_it(tmp_path, monkeypatch) -> None:
    (tmp_path / "vjp.py").write_text("import p, q")
    for package in ("p", "q"):
        (tmp_path / package).mkdir()
        for number in range(15):
            (tmp_path / package / f"m{number}.py").write_text("import p, q, vjp")
    listings, listed = list[str](), opening.listed

    def counted(folder):
        listings.append(folder.name)
        return listed(folder)

    monkeypatch.setattr(helpers, "listed", counted)
    assert len(collect([tmp_path], IDS).sources["vjp"].files) == 31
    assert sorted(listings) == sorted([tmp_path.name, "p", "q"])


def test_what_is_left_out_is_named_up_to_a_number(tmp_path) -> None:
    (tmp_path / "vjp.py").write_text("import " + ", ".join(f"m{number}" for number in range(100)))
    for number in range(100):
        os.mkfifo(tmp_path / f"m{number}.py")
    assert len(collect([tmp_path], IDS).sources["vjp"].notes) == helpers.MAX_HELPERS


RESNET = b"def resnet18(): ..."
GIVEN = Handout({"resnet": RESNET, "line": b""})


@pytest.mark.parametrize(
    "text", ["from given.resnet import resnet18", "import given.resnet as r", "from given import *"]
)
def test_what_the_course_hands_out_is_there_for_a_file_that_came_alone(files, text) -> None:
    source = collect_files(files({"vjp.py": text}), IDS, handout=GIVEN).sources["vjp"]
    assert source.files == {"vjp.py": text.encode(), "given/resnet.py": RESNET, "given/line.py": b""}
    helper = collect_files(files({"vjp.py": "import h", "h.py": text}), IDS, handout=GIVEN).sources["vjp"]
    assert "given/resnet.py" in helper.files


def test_it_is_there_for_a_notebook_and_for_a_file_that_is_named_alone(tmp_path) -> None:
    cell = {"cell_type": "code", "source": "from given.resnet import resnet18"}
    (tmp_path / "vjp.ipynb").write_text(json.dumps({"nbformat": 4, "cells": [cell]}))
    (tmp_path / "mse_gradient.py").write_text("import given.line")
    sources = collect([tmp_path / "vjp.ipynb", tmp_path / "mse_gradient.py"], IDS, GIVEN).sources
    assert all("given/resnet.py" in source.files for source in sources.values())


def test_what_the_student_handed_in_comes_before_what_the_course_hands_out(files) -> None:
    tree = {"vjp.py": "from given.resnet import x", "given/resnet.py": "x = 1"}
    source = collect_files(files(tree), IDS, handout=GIVEN).sources["vjp"]
    assert (source.files["given/resnet.py"], source.files["given/line.py"]) == (b"x = 1", b"")
    module = collect_files(files({"vjp.py": "import given", "given.py": "x = 1"}), IDS, handout=GIVEN).sources["vjp"]
    assert set(module.files) == {"vjp.py", "given.py"}


def test_who_imports_nothing_of_it_gets_nothing(files) -> None:
    assert set(collect_files(files({"vjp.py": "x = 'given'"}), IDS, handout=GIVEN).sources["vjp"].files) == {"vjp.py"}
