"""The password of a database's URL is in no message, however the URL is written and whatever is wrong with it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from command_line import grade
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import URL
from sqlalchemy.exc import OperationalError

from grader import gradebook
from grader.errors import UsageError
from grader.gradebook import address, connect

AT = "127.0.0.1:1"
"""Where no server answers."""
URLS = (
    f"postgresql://prof:S3CRET@{AT}/book",
    f"postgres://prof:S3CRET@{AT}/book",
    f"postgresql+asyncpg://prof:S3CRET@{AT}/book",
    f"postgresql://:S3CRET@{AT}/book",
    f"postgresql://prof:a@S3CRET@{AT}/book",
    f"postgresql://prof:S3CRET@b@{AT}/book",
    f"postgresql://prof:a:S3CRET@{AT}/book",
    f"postgresql://prof:a/S3CRET@{AT}/book",
    f"postgresql://prof:a@b/S3CRET@{AT}/book",
    f"postgresql://prof:a?S3CRET@{AT}/book",
    f"postgresql://prof:a#S3CRET@{AT}/book",
    f"postgresql://prof:a%S3CRET@{AT}/book",
    f"postgresql://prof:a%40S3CRET%2F@{AT}/book",
    f"postgresql://prof%3AS3CRET@{AT}/book",
    f"postgresql://prof@{AT}/book?password=S3CRET",
    f"postgresql://prof@{AT}/book?password=S3CRET&password=S3CRET",
    f"postgresql://prof@{AT}/book?sslmode=disable&sslpassword=S3CRET",
    f"postgresql://prof:x@{AT}/book?PGPASSWORD=S3CRET",
    f"postgresql://prof@{AT}/book?pw=S3CRET",
    f"postgresql://prof@{AT}/book;password=S3CRET",
    f"postgresql://prof@{AT}/book&password=S3CRET",
    f"postgresql://{AT}/book password = S3CRET",
    "postgresql://prof:S3CRET/book",
    "postgresql://prof:S3CRET@127.0.0.1:port/book",
    "postgresql://prof:S3CRET@127.0.0.1:99999/book",
    "postgresql://prof:S3CRET@[::1/book",
    "postgresql://127.0.0.1:S3CRET@/book",
    "postgresql:/prof:S3CRET@host/book",
    "postgresql:prof:S3CRET@host/book",
    "jdbc:postgresql://host/book?user=prof&password=S3CRET",
    " postgresql://prof:S3CRET@host/book",
    "post gresql://prof:S3CRET@host/book",
    "://prof:S3CRET@host/book",
    "prof:S3CRET@host/book",
    "host=host user=prof password=S3CRET",
    "host=host password = 'S3CRET'",
    "PGPASSWORD=S3CRET",
    "mysql://prof:S3CRET@host/book",
    "sqlite://prof:S3CRET@/book",
    "sqlite:///book.sqlite?password=S3CRET",
    "sqlite:///book.sqlite;password=S3CRET",
    "sqlite+pysqlcipher://:S3CRET@/book",
    f"postgresql://prof@{AT}/book?plugin=x&password=S3CRET",
)
COMMANDS = (
    ("export", "csv"),
    ("report",),
    ("forget", "ada", "--yes"),
    ("override", "ada", "mse_gradient", "1", "--reason", "x"),
)


@pytest.mark.parametrize("url", URLS)
def test_no_command_shows_a_password(url, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    for command in COMMANDS:
        done = grade(*command, "--gradebook", url)
        assert (done.exit_code, done.output.count("\n")) == (2, 1), (done.output, done.exception)
        assert "S3CRET" not in done.output
    with pytest.raises(UsageError) as refused:
        gradebook.open(url, wait_s=2).close()
    assert "S3CRET" not in str(refused.value)
    assert refused.value.__cause__ is None
    assert not [path for path in tmp_path.iterdir() if "S3CRET" in path.name]


@pytest.mark.parametrize(
    "where", ["book.sqlite", "a@b.sqlite", "of 12:30.sqlite", "passed.sqlite", "sqlite/x", Path("a:b@c.sqlite")]
)
def test_a_path_is_a_path(where) -> None:
    assert address.url_of(where) == URL.create("sqlite", database=str(where))


def test_a_message_still_says_who_and_where() -> None:
    url = address.url_of("postgresql://prof:S3CRET@host:5433/book?sslmode=require")
    assert address.name_of(url) == "postgresql+psycopg://prof:***@host:5433/book"


OUR_WORDS = "postgresql+psycopg://prof:***@host/book: connection to host=host password=*** failed, *** as well, '***'"
PASSWORD = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=4, max_size=20)


@given(PASSWORD, st.sampled_from(["", "?password={}", "?sslmode=disable&sslpassword={}"]))
@example("a'b\\c", "")
@example("p@:/%?#&", "?password={}")
def test_what_a_driver_quotes_of_an_address_is_shown_without_its_password(password, parameter) -> None:
    encoded = quote(password, safe="")
    user = "prof" if parameter else f"prof:{encoded}"
    url = address.url_of(f"postgresql://{user}@host/book{parameter.format(encoded)}")
    dsn = psycopg.conninfo.make_conninfo(host="host", password=password)
    said = psycopg.OperationalError(f"connection to {dsn} failed, {encoded} as well, {password!r}")
    with pytest.raises(UsageError) as refused, connect.explained(url):
        raise OperationalError("SELECT 1", {}, said)
    assert password not in str(refused.value) or password in OUR_WORDS


@pytest.mark.parametrize("url", [URLS[0], URLS[4], URLS[14], URLS[-1]])
def test_a_batch_shows_no_password_either(url, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("class/ada").mkdir(parents=True)
    Path("class/ada/mse_gradient.py").write_text("")
    done = grade("batch", "class", "--isolation", "none", "--gradebook", url)
    assert done.exit_code == 2 and "S3CRET" not in done.output, done.output
