"""What students and systems get, as a zip or a folder."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from grader.bundle import archive
from grader.errors import UsageError

FILES = {"run.sh": b"#!/bin/sh\n", "folder/text": b"words"}


def test_the_same_files_give_the_same_bytes_in_any_order() -> None:
    assert archive.archive(FILES) == archive.archive(dict(reversed(FILES.items())))


def test_programs_can_be_run_in_a_zip_and_in_a_folder(tmp_path: Path) -> None:
    archive.write(FILES, tmp_path / "new" / "a.zip", programs=("run.sh",))
    archive.write(FILES, tmp_path / "a", programs=("run.sh",))
    with zipfile.ZipFile(tmp_path / "new" / "a.zip") as packed:
        modes = {entry.filename: entry.external_attr >> 16 & 0o111 for entry in packed.infolist()}
    assert modes == {"run.sh": 0o111, "folder/text": 0}
    assert (tmp_path / "a" / "run.sh").stat().st_mode & 0o111 == 0o111
    assert (tmp_path / "a" / "folder" / "text").read_bytes() == b"words"


@pytest.mark.parametrize("name", [".", "file/a.zip"])
def test_where_it_cannot_be_written_is_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UsageError, match="--out"):
        archive.write(FILES, tmp_path / name)
