"""An older gradebook brought to today's tables, in one transaction, after a copy of it was made.

A newer version only ever adds: tables, and columns that may be empty. So what is missing is read from `schema`, and
there is no list of steps to keep.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, inspect, select, text, update
from sqlalchemy.schema import CreateColumn

from grader.gradebook.schema import VERSION, Base, VersionRow


def migrate(connection: Connection) -> str:
    """Returns where the copy is; nothing where another program was faster. connection: in a transaction that writes.

    Raises OSError or sqlite3.Error where a file cannot be copied.
    """
    sqlite = connection.dialect.name == "sqlite"
    if not sqlite:  # where SQLite has one writer at a time by itself
        connection.execute(text("LOCK TABLE gradebook_version IN ACCESS EXCLUSIVE MODE"))
    found = connection.scalar(select(VersionRow.version)) or 0
    if found >= VERSION:
        return ""
    copy = _copied_file(connection, found) if sqlite else _copied_tables(connection, found)
    _add_what_is_missing(connection)
    connection.execute(update(VersionRow).values(version=VERSION))
    return copy


def _add_what_is_missing(connection: Connection) -> None:
    there = inspect(connection)
    tables = set(there.get_table_names())
    for table in Base.metadata.sorted_tables:
        if table.name not in tables:
            continue
        columns = {column["name"] for column in there.get_columns(table.name)}
        for column in table.columns:
            if column.name not in columns:
                assert column.nullable, f"{table.name}.{column.name}: a column of an older table may be empty"
                definition = CreateColumn(column).compile(dialect=connection.dialect)
                connection.execute(text(f'ALTER TABLE "{table.name}" ADD COLUMN {definition}'))
    Base.metadata.create_all(connection)


def _copied_file(connection: Connection, version: int) -> str:
    """By SQLite itself: whoever opens the file in another way ends the locks that this process has on it."""
    path = Path(connection.engine.url.database or "")
    if not path.is_file():
        return "nowhere: it was in memory"
    for name in _free_names(f"{path.stem}.version-{version}", path.suffix):
        if not (copy := path.with_name(name)).exists():
            break
    started = copy.with_name(f".{copy.name}.part")
    try:
        with (
            closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(started)) as target,
        ):
            source.backup(target)
        started.rename(copy)
    except BaseException:
        with suppress(OSError):
            started.unlink()
        raise
    return str(copy)


def _copied_tables(connection: Connection, version: int) -> str:
    there = inspect(connection)
    tables = set(there.get_table_names())
    ours = [table.name for table in Base.metadata.sorted_tables if table.name in tables]
    for ending in _free_names(f"_version_{version}"):
        if not tables & {name + ending for name in ours}:
            break
    for name in ours:
        connection.execute(text(f'CREATE TABLE "{name}{ending}" AS TABLE "{name}"'))
    return f"tables with names that end in {ending}"


def _free_names(name: str, suffix: str = "") -> Iterator[str]:
    yield f"{name}{suffix}"
    yield from (f"{name}-{number}{suffix}" for number in itertools.count(2))
