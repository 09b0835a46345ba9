"""`grade init`: a working copy that never overwrites."""

from __future__ import annotations

import nbformat
from command_line import printed


def test_init_writes_every_stub_and_what_is_given(tmp_path, ids) -> None:
    status, _ = printed("init", tmp_path / "copy")
    assert status == 0
    assert {path.stem for path in (tmp_path / "copy").glob("*.py")} == set(ids)
    assert (tmp_path / "copy" / "given").is_dir()


def test_init_never_overwrites_an_edited_file(tmp_path, ids) -> None:
    printed("init", tmp_path)
    mine = tmp_path / f"{ids[0]}.py"
    mine.write_text("mine")
    status, output = printed("init", tmp_path)
    assert status == 0
    assert mine.read_text() == "mine"
    assert f"not changed, because you have edited them: {ids[0]}.py" in output


def test_init_says_how_many_files_are_new(tmp_path, ids) -> None:
    _, first = printed("init", tmp_path)
    assert "of them new" not in first
    assert ", 0 of them new; grade them with" in printed("init", tmp_path)[1]
    (tmp_path / f"{ids[0]}.py").unlink()
    assert printed("init", tmp_path)[1] == first.replace(";", ", 1 of them new;", 1)


def test_init_says_where_to_begin_and_what_to_type_then(tmp_path, ids) -> None:
    folder = tmp_path / "my copy"
    begin = "begin with {0}: it says what is asked; then run `grade submit '{0}'`"
    assert begin.format(folder / f"{ids[0]}.py") in printed("init", folder)[1]
    (folder / f"{ids[0]}.py").write_text("mine")
    assert begin.format(folder / f"{ids[1]}.py") in printed("init", folder)[1]


def test_init_says_nothing_of_beginning_where_every_stub_is_edited(tmp_path, ids) -> None:
    printed("init", tmp_path)
    for path in tmp_path.glob("*.py"):
        path.write_text("mine")
    assert "begin with" not in printed("init", tmp_path)[1]


def test_notebooks_are_valid_and_an_unedited_one_is_not_an_attempt(tmp_path, ids, grade) -> None:
    printed("init", tmp_path, "--notebooks")
    for exercise in ids:
        nbformat.validate(nbformat.read(tmp_path / f"{exercise}.ipynb", as_version=4))
    result = grade(ids[0], tmp_path / f"{ids[0]}.ipynb")
    assert result.status == "not_attempted"


def test_a_file_in_the_way_is_one_line(tmp_path) -> None:
    (tmp_path / "x").write_text("")
    status, output = printed("init", tmp_path / "x")
    assert status == 2
    assert "choose another folder" in output


def test_a_copy_that_cannot_be_written_is_one_line(tmp_path) -> None:
    (tmp_path / "file").write_text("")
    status, output = printed("init", tmp_path / "file" / "copy")
    assert (status, "Not a directory" in output) == (2, True)
