"""A class on the disk from a table of names, and how it is read."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from grader.intake import read_class, roster_csv

IDS = ("mse_gradient", "vjp")


@pytest.fixture
def work(tmp_path):
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


@pytest.fixture
def made(tmp_path):
    """made({name: text}) -> the folder; the files are 10 s apart, in the order of the table."""

    def make(tree, folder="class"):
        root = tmp_path / folder
        root.mkdir(exist_ok=True)
        for number, (name, text) in enumerate(tree.items()):
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            os.utime(path, (1_700_000_000 + 10 * number,) * 2)
        return root

    return make


@pytest.fixture
def read(work, tmp_path):
    """read(path, roster="csv text", layout=...) -> ClassInput."""

    def run(path, roster=None, layout=None):
        if isinstance(roster, (str, bytes)):
            text, roster = roster, tmp_path / "roster.csv"
            roster.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_class(Path(path), layout=layout, roster=roster, work=work, ids=IDS)

    return run


@pytest.fixture
def packed(tmp_path):
    """packed({name: text}, "x.zip") -> the path of a zip."""

    def pack(tree, name="class.zip", compression=zipfile.ZIP_DEFLATED):
        with zipfile.ZipFile(tmp_path / name, "w", compression) as archive:
            for inside, text in tree.items():
                archive.writestr(inside, text)
        return tmp_path / name

    return pack


@pytest.fixture
def people(tmp_path):
    """people(text) -> ([(name, ids, extra)], problems)."""

    def run(text):
        path = tmp_path / "roster.csv"
        problems: list[str] = []
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return [(each.name, each.ids, each.extra) for each in roster_csv.read(path, problems).people], problems

    return run
