"""Gradebooks of version 0.1.0 are opened, with a copy of what they were beside them.

version_1.sqlite and version_1.sql were written by that version and hold the same: three students of `examples.fill`, a
second attempt of Ada's, an override that was withdrawn and one that counts.
"""

from __future__ import annotations

import contextlib
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import gradebook_examples as examples
import psycopg
import pytest
from gradebook_dump import dump
from sqlalchemy import inspect

from grader import gradebook
from grader.errors import UsageError
from grader.gradebook.schema import VERSION, Base

HERE = Path(__file__).parent


@pytest.fixture
def old(where):
    """Where a gradebook of version 0.1.0 is."""
    if where.startswith("postgresql"):
        with psycopg.connect(where) as connection:
            connection.execute((HERE / "version_1.sql").read_text())
    else:
        shutil.copy(HERE / "version_1.sqlite", where)
    return where


def test_an_old_gradebook_counts_as_it_did_and_takes_what_is_new(old, tmp_path) -> None:
    course = examples.course(tmp_path, examples.LATE.format(more=""))
    with gradebook.open(old, create=False) as book:
        scores = {s.student.key: [e.score for e in s.exercises] for s in book.standings(course)}
        assert scores == {"ada": [6, 4], "bob": [2, 0], "cyd": [4, None], "dee": [None, None], "eve": [5.4, 2.5]}
        assert book.result("ada").exercises[0].checks[0].mistake == "sums_instead_of_mean"
        assert book.copy
        examples.record(book, examples.DEE, examples.mse(), examples.vjp())
        assert next(book.standings(course, "dee")).score == 10
    with gradebook.open(old) as book:
        assert book.copy == ""  # it is migrated once


def test_its_tables_are_those_of_a_gradebook_that_was_made_today(old, tmp_path) -> None:
    with gradebook.open(old) as migrated, gradebook.open(tmp_path / "new.sqlite") as new:
        for table in Base.metadata.sorted_tables:
            columns = [
                {(c["name"], c["nullable"]) for c in inspect(book._engine).get_columns(table.name)}
                for book in (migrated, new)
            ]
            assert columns[0] == columns[1], table.name


def test_the_copy_of_a_file_is_a_gradebook_as_it_was(tmp_path) -> None:
    path = tmp_path / "gradebook.sqlite"
    for number in ("", "-2"):
        shutil.copy(HERE / "version_1.sqlite", path)
        with gradebook.open(path) as book:
            assert book.copy == str(tmp_path / f"gradebook.version-1{number}.sqlite")
        with contextlib.closing(sqlite3.connect(book.copy)) as copy:
            assert copy.execute("SELECT version FROM gradebook_version").fetchall() == [(1,)]
            assert copy.execute("SELECT count(*) FROM attempt").fetchall() == [(5,)]
    assert len(list(tmp_path.iterdir())) == 3


def test_the_copy_in_a_server_is_beside_the_tables(postgres, request) -> None:
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA migrated")
    url = f"{postgres}&options=-csearch_path%3Dmigrated"
    with psycopg.connect(url) as connection:
        connection.execute((HERE / "version_1.sql").read_text())
    with gradebook.open(url) as book:
        assert book.copy == "tables with names that end in _version_1"
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT count(*) FROM attempt_version_1").fetchone() == (5,)


def test_without_room_for_a_copy_it_stays_as_it_was(tmp_path) -> None:
    path = tmp_path / "gradebook.sqlite"
    shutil.copy(HERE / "version_1.sqlite", path)
    (tmp_path / ".gradebook.version-1.sqlite.part").mkdir()  # in the copy's way
    before = path.read_bytes()
    with pytest.raises(UsageError, match="of an earlier version and has to be migrated, but no copy can be made"):
        gradebook.open(path)
    assert path.read_bytes() == before


_KILLED = """
import os, signal, sys
from grader import gradebook
from grader.gradebook import migrations
setattr(migrations, sys.argv[2], lambda *arguments: os.kill(os.getpid(), signal.SIGKILL))
gradebook.open(sys.argv[1])
"""


def test_a_migration_that_is_killed_is_done_the_next_time(tmp_path) -> None:
    path = tmp_path / "gradebook.sqlite"
    shutil.copy(HERE / "version_1.sqlite", path)
    for step in ("_copied_file", "_add_what_is_missing", "update"):
        done = subprocess.run([sys.executable, "-c", _KILLED, str(path), step], check=False)
        assert done.returncode == -signal.SIGKILL
    with gradebook.open(path) as book:
        assert book.copy and f'"version": {VERSION}' in dump(book)
