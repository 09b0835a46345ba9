"""Sources out of files whose names on the disk are not those that the student knows."""

from __future__ import annotations

import errno
import json
import os
import pickle
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.outcomes.result import from_json
from grader.report import terminal
from grader.submission import helpers, notebook
from grader.submission.collect import collect, collect_files
from grader.submission.naming import meant
from grader.submission.reading import MAX_FILE
from grader.submission.source import read_source

IDS = ["mse_gradient", "vjp"]


@pytest.fixture
def files(tmp_path):
    """files({name: text}) -> {name: path}, each under a number, 10 s apart."""

    def make(tree):
        found = {}
        for number, (name, text) in enumerate(tree.items()):
            found[name] = tmp_path / f"{number}_{name.rpartition('/')[2]}"
            found[name].write_text(text)
            os.utime(found[name], (1_700_000_000 + 10 * number,) * 2)
        return found

    return make


def test_helpers_are_those_beside_the_exercise_as_the_student_sees_it(files):
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
def test_nothing_is_read_through_a_link(linked, tmp_path):
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


def test_a_word_that_is_no_file_name_is_no_helper(tmp_path):
    (tmp_path / "vjp.py").write_text(f"# I must not import {'a' * 300}\n")
    assert set(collect([tmp_path / "vjp.py"], IDS).sources["vjp"].files) == {"vjp.py"}


def test_an_import_goes_on_over_a_backslash(files):
    tree = {"vjp.py": "import math, \\\n    helper\n", "helper.py": ""}
    assert set(collect_files(files(tree), IDS).sources["vjp"].files) == {"vjp.py", "helper.py"}


def test_a_helper_that_is_left_out_is_named(files, monkeypatch):
    tree = {"vjp.py": "import a, b, c, d", "a.py": "#" * (MAX_FILE + 1), "b.py": "", "c.py": "", "d.py": ""}
    monkeypatch.setattr(helpers, "MAX_HELPERS", 2)
    source = collect_files(files(tree), IDS).sources["vjp"]
    assert set(source.files) == {"vjp.py", "b.py", "c.py"}
    assert source.notes == (
        f"a.py: {MAX_FILE + 1:,} bytes; a submission may have {MAX_FILE:,}",
        "d.py: a submission may import 2 files of its own",
    )


def test_helpers_together_fit_into_a_message(files, monkeypatch):
    monkeypatch.setattr(helpers, "MAX_OF_HELPERS", 10)
    source = collect_files(files({"vjp.py": "import a, b", "a.py": "#" * 6, "b.py": "#" * 6}), IDS).sources["vjp"]
    assert set(source.files) == {"vjp.py", "a.py"}
    assert source.notes == ("b.py: the files that are imported may have 10 bytes together",)


@pytest.mark.parametrize("version", [3, 4])
def test_a_notebook_of_thousands_of_cells_is_refused_before_it_is_converted(version, tmp_path):
    cells = [{"cell_type": "code", "source": "", "input": ""}] * (notebook.MAX_CELLS + 1)
    body = {"cells": cells} if version == 4 else {"worksheets": [{"cells": cells}]}
    path = tmp_path / "vjp.ipynb"
    path.write_text(json.dumps({"nbformat": version, "nbformat_minor": 0, "metadata": {}, **body}))
    broken = read_source(path, "vjp").broken
    assert broken is not None and "it has 5,001 cells; a submission may have 5,000" in str(broken)


def test_what_lies_on_the_disk_but_is_not_the_students_is_not_read(files, tmp_path):
    (tmp_path / "secret.py").write_text("x")
    assert set(collect_files(files({"vjp.py": "import secret"}), IDS).sources["vjp"].files) == {"vjp.py"}


def test_a_folder_and_the_same_files_by_name_are_one_submission(tmp_path):
    for name, text in {"vjp.py": "import h", "h.py": "", "mse_gradient.ipynb": "{}", "x.txt": ""}.items():
        (tmp_path / name).write_text(text)
    as_files = collect_files({path.name: path for path in tmp_path.iterdir()}, IDS)
    as_folder = collect([tmp_path], IDS)
    assert as_files.whole is as_folder.whole is True
    assert as_files.ignored == as_folder.ignored
    digests = [{exercise: s.digest for exercise, s in each.sources.items()} for each in (as_files, as_folder)]
    assert digests[0] == digests[1]


@pytest.mark.parametrize("name", ["link", "folder", "large"])
def test_a_file_that_cannot_be_read_is_called_as_the_student_calls_it(tmp_path, name):
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


def test_why_a_source_is_broken_comes_along_to_another_process(tmp_path):
    (tmp_path / "vjp.ipynb").write_text("{")
    source = collect([tmp_path], IDS).sources["vjp"]
    broken = pickle.loads(pickle.dumps(source)).broken
    assert vars(broken) == vars(source.broken)
    assert str(broken) == str(source.broken)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "vjp.ipynb is not a notebook: the file is empty"),
        (" \n", "vjp.ipynb is not a notebook: the file is empty"),
        ('{"cells": [\n {"cell_ty', "line 2 column 3 (char 14); it seems to be cut off: save it again"),
        ('{"cells": [\n {}', "line 2 column 4 (char 15); it seems to be cut off: save it again"),
        ('{"cells": [\n {}, x]}', "Expecting value: line 2 column 6 (char 17)"),
        ("import torch\n", "it is not JSON: Expecting value: line 1 column 1 (char 0)"),
    ],
)
def test_a_notebook_that_is_none_is_told_why(tmp_path, text, said):
    (tmp_path / "vjp.ipynb").write_text(text)
    assert collect([tmp_path], IDS).sources["vjp"].broken.message.endswith(said)


def test_a_file_that_is_gone_meanwhile_is_no_fault_of_the_students(tmp_path):
    source = collect_files({"hw/vjp.py": tmp_path / "12_34_vjp.py"}, IDS).sources["vjp"]
    assert (source.broken, source.unreadable) == (None, "hw/vjp.py: No such file or directory")


def test_a_folder_called_as_an_exercise_is_told(tmp_path):
    (tmp_path / "vjp.py").mkdir()
    (tmp_path / "mse_gradient.py").write_text("")
    sources = collect([tmp_path], IDS).sources
    assert "not a regular file" in sources["vjp"].broken.message
    assert sources["mse_gradient"].broken is None


def test_of_many_copies_the_shallowest_and_newest_counts(files):
    tree = {"a/vjp.py": "", "vjp.py": "old", "vjp.ipynb": "{}", "b/c/vjp.py": ""}
    source = collect_files(files(tree), IDS).sources["vjp"]
    assert source.file == "vjp.ipynb"
    assert source.notes == (
        "vjp.py is older and was not graded",
        "a/vjp.py lies deeper and was not graded",
        "b/c/vjp.py lies deeper and was not graded",
    )
    copies = {f"{number}/vjp.py": "" for number in range(100)}
    assert len(collect_files(files(copies), IDS).sources["vjp"].notes) == 20


@pytest.mark.parametrize("order", [("new", "old"), ("old", "new")])
def test_of_two_folders_the_newer_file_counts_and_the_other_is_named(tmp_path, order):
    for age, folder in enumerate(("new", "old")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "vjp.py").write_text(folder)
        os.utime(tmp_path / folder / "vjp.py", (1_700_000_000 - age,) * 2)
    source = collect([tmp_path / folder for folder in order], IDS).sources["vjp"]
    assert source.files["vjp.py"] == b"new"
    assert source.notes == (f"{tmp_path / 'old' / 'vjp.py'} is older and was not graded",)


def test_a_folder_given_twice_is_one(tmp_path):
    (tmp_path / "vjp.py").write_text("")
    assert collect([tmp_path, tmp_path / "."], IDS).sources["vjp"].notes == ()


@pytest.mark.parametrize(
    ("name", "exercise"),
    [
        ("mse_gradeint.py", "mse_gradient"),
        ("VJP.py", "vjp"),
        ("vjp (1).py", "vjp"),
        ("hw/mse-gradient.ipynb", "mse_gradient"),
        ("mse_gradient.py.txt", "mse_gradient"),
        ("mse_gradient.png", None),
        ("notes.py", None),
    ],
)
def test_the_exercise_that_a_file_is_meant_for(name, exercise):
    assert meant(name, IDS) == exercise


def test_the_summary_asks_what_an_ignored_file_is_meant_for_unless_that_is_there(capsys):
    stored = from_json(next(Path(__file__).parents[2].glob("reports/sample/*/result.json")).read_bytes())
    one = stored.exercises[0]
    exercises = [replace(one, id="vjp", status="missing"), replace(one, id="chain_rule")]
    result = replace(stored, ignored=["notes.txt", "VJP.py", "chain_rule (1).py"], exercises=exercises)
    terminal.summary(result, Path("r"))
    assert "ignored: VJP.py (did you mean vjp.py?), notes.txt, chain_rule (1).py" in " ".join(
        capsys.readouterr().out.split()
    )


def test_a_helper_that_came_to_us_damaged_is_no_fault_of_the_students(tmp_path):
    main, helper, other = (tmp_path / name for name in ("a", "b", "c"))
    main.write_text("import helper")
    other.write_text("import json")
    helper.touch()
    files = {"e.py": main, "helper.py": helper, "f.py": other}
    sources = collect_files(files, ["e", "f"], {"helper.py": "it is damaged"}).sources
    assert sources["e"].unreadable == "helper.py: it is damaged"
    assert not sources["f"].unreadable


def test_a_helper_that_the_machine_does_not_give_is_no_fault_of_the_students(tmp_path, monkeypatch):
    (tmp_path / "e.py").write_text("import helper")
    (tmp_path / "helper.py").write_text("")
    really = os.open

    def refused(path, *rest):
        if Path(path).name == "helper.py":
            raise PermissionError(errno.EACCES, "Permission denied")
        return really(path, *rest)

    monkeypatch.setattr("grader.submission.reading.os.open", refused)
    assert collect([tmp_path], ["e"]).sources["e"].unreadable == "helper.py: Permission denied"
