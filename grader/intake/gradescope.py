"""Gradescope's "Export Submissions": `submission_<id>/...` and submission_metadata.yml, which says whose they are."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from grader.intake.class_input import RawSubmission
from grader.intake.class_reader import ClassReader
from grader.intake.files import Files, Top, top
from grader.intake.names import clean
from grader.message import say
from grader.submission.opening import opened
from grader.text import one_line

METADATA = "submission_metadata.yml"
MAX_METADATA = 256 * 2**20


_KEY = re.compile(rb"  :?(\w+):")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Everything is text, lists and mappings: no number that was a student's 0123, no object of any language."""


def fits(here: Top) -> bool:
    return METADATA in here.files


def read(root: Path, reader: ClassReader) -> list[RawSubmission]:
    here, found = top(root), list[RawSubmission]()
    metadata = _metadata(root / METADATA, reader) if METADATA in here.files else {}
    for name in here.folders:
        files = reader.gather(root / name)
        if files is not None:
            found += _submitters(name, metadata.get(name), files, reader)
    for name in sorted(metadata.keys() - here.folders):
        line = say("named in {file}, but there is no such folder", file=METADATA)
        reader.tell_of(clean(name), line, "roster")
    for name in here.links:
        reader.tell(say("{file} is a link and was not followed", file=clean(name)))
    return found


def _submitters(folder: str, entry: Any, files: Files, reader: ClassReader) -> list[RawSubmission]:
    """The submission once for each of those who handed it in together."""
    entry = _unruby(entry)
    submitters = entry.get("submitters")
    people = [_unruby(person) for person in submitters] if isinstance(submitters, list) else []
    submitted_at = _time(entry.get("created_at"))
    if not people:
        line = say("{file} does not say whose it is", file=METADATA)
        reader.tell_of(clean(folder), line, "roster")
        return [RawSubmission(clean(folder), clean(folder), {}, files.found, submitted_at, notes=files.notes)]
    found = []
    for person in people:
        ids = {kind: _text(person.get(kind)) for kind in ("email", "sid") if _text(person.get(kind))}
        name = _text(person.get("name")) or ids.get("email") or ids.get("sid") or clean(folder)
        found.append(
            RawSubmission(f"{clean(folder)} ({name})", name, ids, files.found, submitted_at, notes=list(files.notes))
        )
    return found


def _metadata(path: Path, reader: ClassReader) -> dict[str, Any]:
    """folder -> what is said of it; empty, with a problem, where the file cannot be read."""
    try:
        with open(opened(path), "rb") as file:
            text = file.read(MAX_METADATA + 1)
        if len(text) > MAX_METADATA:
            raise ValueError("it is too large")
        document = yaml.load(_needed(text), _LOADER)  # less than safe_load builds
        if not isinstance(document, dict):
            raise ValueError("it is not a mapping")
    except (OSError, yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        reason = one_line(str(error), 160)
        line = say(
            "cannot be read ({error}), so the names of the folders are used as the students' names", error=reason
        )
        reader.tell_of(METADATA, line, "unread")
        return {}
    return {str(name): entry for name, entry in document.items()}


def _needed(text: bytes) -> bytes:
    """The text without the results and the history, which are most of it and take minutes for a large class.

    What a student printed is in there too, always further in than the keys that are looked for here.
    """
    kept, keep = [], True
    for line in text.split(b"\n"):
        if not line.strip():
            continue
        if key := _KEY.match(line):
            keep = key[1] in (b"submitters", b"created_at")
        elif not line.startswith(b"  "):
            keep = True
        if keep:
            kept.append(line)
    return b"\n".join(kept) + b"\n"


def _unruby(entry: Any) -> dict[str, Any]:
    """A mapping with Ruby's symbols for keys (`:name`) as one with words."""
    return {str(key).lstrip(":"): value for key, value in entry.items()} if isinstance(entry, dict) else {}


def _text(value: Any) -> str:
    """What the text says; nothing for YAML's words for nothing, and for what is not text."""
    return "" if not isinstance(value, str) or value in ("", "~", "null") else clean(value.strip())


def _time(value: Any) -> datetime | None:
    """Ruby's `2026-09-12 05:24:35.123456000 Z` and ISO 8601; without a zone it is UTC."""
    try:
        time = datetime.fromisoformat(re.sub(r"\s+(?=Z|UTC|[+-])", "", _text(value)).replace("UTC", "Z"))
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
