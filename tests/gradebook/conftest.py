"""Every test of the gradebook runs on SQLite and on a PostgreSQL that is started for it."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from waiting import until

from grader import gradebook
from grader.gradebook import Gradebook


def _program(name: str) -> str | None:
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(debian[-1]) if debian else shutil.which(name)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a server of our own: reached by a socket in a folder of its own, without a network port."""
    initdb, server = _program("initdb"), _program("postgres")
    if not (initdb and server):
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    as_user: dict[str, Any] = {}
    if os.getuid() == 0:  # it refuses to run as root
        as_user = {"user": "nobody", "extra_groups": []}
    folder = Path(tempfile.mkdtemp(prefix="grade-pg-", dir="/tmp"))
    if as_user:
        shutil.chown(folder, "nobody")
    data = str(folder / "data")
    setup = [
        initdb,
        "-D",
        data,
        "--auth=trust",
        "--username=grader",
        "--encoding=UTF8",
        "--no-sync",
        "--no-instructions",
    ]
    subprocess.run(setup, check=True, cwd=folder, stdout=subprocess.DEVNULL, timeout=120, **as_user)
    quick = ["-c", "fsync=off", "-c", "listen_addresses=", "-c", "max_connections=20", "-c", "shared_buffers=16MB"]
    with open(folder / "log", "wb") as log:
        running = subprocess.Popen([server, "-D", data, "-k", folder, *quick], cwd=folder, stderr=log, **as_user)
        try:
            url = f"postgresql://grader@/postgres?host={folder}"
            _wait_until_it_answers(url, running)
            yield url
        finally:
            running.terminate()
            running.wait(30)
            shutil.rmtree(folder, ignore_errors=True)


def _wait_until_it_answers(url: str, running: subprocess.Popen[bytes]) -> None:
    import psycopg

    def answers() -> bool:
        assert running.poll() is None, "the PostgreSQL server ended at once"
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            return False
        return True

    until(answers, what="the PostgreSQL server does not answer")


_numbers = itertools.count()


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where an empty gradebook may be made."""
    if request.param == "sqlite":
        yield str(tmp_path / "gradebook.sqlite")
        return
    import psycopg

    url, name = request.getfixturevalue("postgres"), f"t{next(_numbers)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    yield f"{url}&options=-csearch_path%3D{name}"


@pytest.fixture
def book(where: str) -> Iterator[Gradebook]:
    with gradebook.open(where) as book:
        yield book
