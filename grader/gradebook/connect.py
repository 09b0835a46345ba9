"""A database opened so that a killed writer leaves it consistent, and its errors in one line that says how to fix them.

SQLite keeps its rollback journal (not WAL): the gradebook stays one file that can be copied and that works on a network
folder, and with synchronous=FULL what was recorded survives a power cut.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from grader.errors import UsageError
from grader.gradebook.address import name_of, without_secrets
from grader.message import say
from grader.text import one_line

# Ctrl-C in the middle of a query is told by who catches it; the pool would print its traceback besides.
logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)

ELSEWHERE = say("name another gradebook with --gradebook")
_FULL = say("the disk is full, so this was not recorded: free some space and run the same command again")
_JSON: dict[str, Any] = {
    "json_serializer": lambda value: msgspec.json.encode(value).decode(),
    "json_deserializer": msgspec.json.decode,
}
"""What students are called elsewhere, many times faster than by the json module."""
_FIXES = {
    "is locked": say(
        "another program is writing to this gradebook: wait until it is done, or {other}", other=ELSEWHERE
    ),
    "not a database": say("this file is not a gradebook: {other}", other=ELSEWHERE),
    "disk is full": _FULL,
    "No space left": _FULL,
    "readonly": say("the gradebook cannot be written (no permission): change that, or {other}", other=ELSEWHERE),
    "unable to open": say(
        "the gradebook cannot be opened: check that its folder exists and that you may write in it, or {other}",
        other=ELSEWHERE,
    ),
    "disk I/O error": say("the disk reports an error: check the disk, or {other}", other=ELSEWHERE),
    "malformed": say("the gradebook is damaged: restore a copy, or {other} and grade again", other=ELSEWHERE),
}


def engine(url: URL, wait_s: float) -> Engine:
    """wait_s: how long a transaction waits for another writer's."""
    if url.get_backend_name() == "sqlite":
        made = create_engine(url, connect_args={"timeout": wait_s}, **_JSON)
        event.listen(made, "connect", _set_up_sqlite)
        event.listen(made, "begin", _begin_sqlite)
        return made
    try:
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": max(2, round(wait_s))}, **_JSON)
    except (ImportError, NoSuchModuleError):
        raise UsageError("PostgreSQL needs psycopg: pip install 'autograd-grader[postgres]'") from None


@contextlib.contextmanager
def explained(url: URL) -> Iterator[None]:
    """What the database refuses becomes a UsageError that begins with its name and holds no password."""
    try:
        yield
    except DBAPIError as error:
        said = str(error.orig)
        fix = next((fix for sign, fix in _FIXES.items() if sign in said), one_line(without_secrets(said, url), 300))
        raise UsageError("{path}: {reason}", path=name_of(url), reason=fix) from None


@contextlib.contextmanager
def understood(url: URL) -> Iterator[None]:
    """For opening it: parameters of the URL that the driver does not take become a UsageError too."""
    try:
        yield
    except (ArgumentError, TypeError, ValueError) as error:
        raise UsageError(
            "{path}: {reason}", path=name_of(url), reason=one_line(without_secrets(str(error), url), 300)
        ) from None


def _set_up_sqlite(connection: Any, record: object) -> None:
    connection.isolation_level = None  # transactions are begun by _begin_sqlite, not by the driver's guess
    for pragma in ("foreign_keys=ON", "journal_mode=DELETE", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its lock at once: it waits at the start, never in the middle."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
