"""Which encodings a file may be in, and how much of it is shown."""

from __future__ import annotations

import pytest

from grader.submission import encoding
from grader.submission.collect import collect
from grader.submission.encoding import SHOWN, decoded, is_text, lines
from grader.submission.source import Source, read_source
from grader.worker.messages.wire import NotebookCell

READ = (
    "utf-8",
    "utf8",
    "UTF_8",
    "latin-1",
    "iso-8859-15",
    "cp949",
    "euc-kr",
    "shift_jis",
    "gb18030",
    "koi8-r",
    "ascii",
)
NOT_READ = ("punycode", "idna", "utf-16", "unicode_escape", "raw_unicode_escape", "hex", "zlib", "uu", "rot13", "bz2")


@pytest.mark.parametrize("name", READ)
def test_a_file_may_be_in_any_encoding_of_characters(tmp_path, name) -> None:
    path = tmp_path / "vjp.py"
    path.write_bytes(f"# -*- coding: {name} -*-\nx = 1\n".encode())
    assert read_source(path, "vjp").broken is None
    assert is_text(path.read_bytes())


@pytest.mark.parametrize("name", NOT_READ)
def test_a_coding_line_of_another_kind_is_refused_with_the_way_out(tmp_path, name) -> None:
    (tmp_path / "vjp.py").write_bytes(f"# coding: {name}\nx = 1\n".encode())
    broken = collect([tmp_path], ["vjp"]).sources["vjp"].broken
    assert (broken.cause, broken.stops_exercise) == ("syntax_error", True)
    assert broken.message.startswith("vjp.py: its coding line names ") and "save the file as UTF-8" in broken.message


def test_a_helper_in_such_an_encoding_is_left_out_and_named(tmp_path) -> None:
    (tmp_path / "vjp.py").write_text("import helper")
    (tmp_path / "helper.py").write_text("#coding:punycode\n")
    source = collect([tmp_path], ["vjp"]).sources["vjp"]
    assert set(source.files) == {"vjp.py"}
    assert source.notes[0].startswith("helper.py: its coding line names punycode")


def test_an_encoding_that_does_not_exist_is_left_for_python_to_tell(tmp_path) -> None:
    (tmp_path / "vjp.py").write_text("# coding: klingon\n")
    assert read_source(tmp_path / "vjp.py", "vjp").broken is None
    assert decoded(b"# coding: klingon\n") == "# coding: klingon\n"
    assert not is_text(b"# coding: klingon\n")


def test_a_first_line_that_is_cut_within_a_character_is_read_all_the_same() -> None:
    for length in range(encoding._HEAD - 4, encoding._HEAD + 1):
        text = ("#" + "a" * (length % 4) + "한" * encoding._HEAD).encode()
        assert is_text(text)
        assert decoded(text) == text.decode()


def test_lines_are_counted_as_python_counts_them() -> None:
    text = "one\r\ntwo\rthree\x0c\nfour\x1c\u2028 \n"
    expected = ["one", "two", "three\x0c", "four\x1c\u2028 ", ""]
    assert lines(text) == lines(text.encode()) == expected
    assert Source("vjp", "vjp.py", "vjp.py", {"vjp.py": text.encode()}).line("vjp.py", 3).startswith("three")


def test_of_a_long_file_and_of_a_long_cell_the_beginning_is_shown() -> None:
    text = b"x = 1\n" * SHOWN
    assert decoded(text) == "x = 1\n" * (SHOWN // 6)
    assert len(decoded(b"#" * 3 * SHOWN)) == SHOWN
    source = Source("vjp", "vjp.ipynb", cells=(NotebookCell(1, text.decode()),))
    assert len(source.pieces()[0][1]) == SHOWN
    assert source.line("cell 1", 2) == "x = 1"
    assert source.line("cell 1", SHOWN) == source.line("cell 2", 1) == ""
