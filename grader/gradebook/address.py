"""Where a gradebook is, as it was typed: a path, or a URL that may hold a password. No message shows one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from grader.errors import UsageError
from grader.message import say
from grader.text import one_line

_NEITHER = say("this is neither a path nor a database's URL; write, for example, postgresql://user@host/name")
_ESCAPES = say("in a user's name and a password, write @ as %40, : as %3A and / as %2F")
_ASSIGNED = re.compile(r"pass\w*\s*=|pwd?\s*=|secret\w*\s*=", re.I)
_NO_PATH = re.compile(rf"\s*(postgres|mysql|mariadb|sqlite)[+\w]*:|.*:.*@|.*({_ASSIGNED.pattern})", re.I | re.S)
"""What looks like an address that may hold a password."""
_SECRET = re.compile("pass|pwd?$|secret|key|token", re.I)
"""The parameters of a URL that are one."""


def url_of(where: str | Path) -> URL:
    """A path as a database's URL. Raises UsageError for a URL of a database that is not supported."""
    if isinstance(where, Path) or "://" not in where:
        if isinstance(where, str) and _NO_PATH.match(where):
            raise UsageError("--gradebook: {what}", what=_NEITHER)
        return URL.create("sqlite", database=str(where))
    try:
        url = make_url(where)
    except (ArgumentError, ValueError):  # the latter where a port is not a number
        raise UsageError("--gradebook: {what} ({fix})", what=_NEITHER, fix=_ESCAPES) from None
    kind = url.get_backend_name()
    if kind not in ("sqlite", "postgresql", "postgres"):
        raise UsageError(
            "a gradebook is SQLite or PostgreSQL, not {kind}: give a path or postgresql://…", kind=one_line(kind, 30)
        )
    if _is_doubtful(url, where):
        raise UsageError("--gradebook {kind}://…: it can be read in more than one way; {fix}", kind=kind, fix=_ESCAPES)
    return url if kind == "sqlite" else url.set(drivername="postgresql+psycopg")


def _is_doubtful(url: URL, where: str) -> bool:
    """Whether a part of a password may be where a name is expected."""
    user, at, rest = where.partition("://")[2].partition("@")
    rest = (rest if at else user).partition("?")[0]
    is_file = url.get_backend_name() == "sqlite"
    named = url.username or url.password or url.host or any(map(_SECRET.search, url.query))
    misplaced = bool(named) if is_file else "@" in rest
    return misplaced or ":" in (url.username or "") or not 0 <= (url.port or 0) < 2**16 or bool(_ASSIGNED.search(rest))


def name_of(url: URL) -> str:
    """For messages: a file's path, or a URL without its password and its parameters."""
    if url.get_backend_name() == "sqlite":
        return url.database or ":memory:"
    return url.set(query={}).render_as_string(hide_password=True)


def without_secrets(text: str, url: URL) -> str:
    """What a driver says, with *** in place of all that the URL holds of secrets, however it is written."""
    for secret in sorted(set(_secrets(url)), key=len, reverse=True):
        for written in {secret, quote(secret, safe=""), quote_plus(secret), repr(secret)[1:-1], _in_dsn(secret)}:
            text = text.replace(written, "***")
    return text


def _secrets(url: URL) -> Iterator[str]:
    if url.password:
        yield str(url.password)
    for key, values in url.query.items():
        if _SECRET.search(key):
            yield from filter(None, (values,) if isinstance(values, str) else values)


def _in_dsn(secret: str) -> str:
    """As libpq's own form has it."""
    return secret.replace("\\", "\\\\").replace("'", "\\'")
