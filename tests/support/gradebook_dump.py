"""A gradebook as text: what differs from run to run is left out, so equal gradings are equal texts."""

from __future__ import annotations

import hashlib
import json
import zlib
from typing import Any

import msgspec
from sqlalchemy import Row, select

from grader.gradebook import Gradebook
from grader.gradebook.schema import AttemptRow, Base
from grader.outcomes.result import from_json

_RUN_DEPENDENT = frozenset({"id", "attempt", "graded_at", "at", "document"})


def dump(book: Gradebook) -> str:
    """Every table as sorted lines of JSON."""
    lines: list[str] = []
    with book._engine.connect() as connection:
        attempts = connection.execute(select(AttemptRow.id, AttemptRow.student, AttemptRow.submission))
        owners = {row.id: (row.student, row.submission) for row in attempts}
        for table in Base.metadata.sorted_tables:
            lines += sorted(_line(table.name, row, owners) for row in connection.execute(select(table)))
    return "".join(f"{line}\n" for line in lines)


def _line(table: str, row: Row[Any], owners: dict[int, tuple[str, str]]) -> str:
    shown = {name: value for name, value in row._mapping.items() if name not in _RUN_DEPENDENT}
    if "attempt" in row._mapping:
        shown["attempt"] = owners[row._mapping["attempt"]]
    if "document" in row._mapping:
        shown["document"] = _stable_digest(row._mapping["document"])
    return json.dumps({"table": table, **shown}, sort_keys=True, ensure_ascii=False, default=str)


def _stable_digest(packed: bytes) -> str:
    """Of the stored result without its time stamps."""
    result = from_json(zlib.decompress(packed))
    exercises = [msgspec.structs.replace(e, seconds=0.0) for e in result.exercises]
    stable = msgspec.structs.replace(result, graded_at="", exercises=exercises)
    return hashlib.sha256(msgspec.json.encode(stable)).hexdigest()
