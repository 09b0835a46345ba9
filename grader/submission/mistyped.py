"""Paths on the command line that lead to no exercise's file: what to say about them."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

from grader.message import Message, say
from grader.submission.naming import SUFFIXES, fitting
from grader.text import one_line


def no_exercise(path: Path, ids: list[str]) -> Message:
    if several := fitting(path.name, ids):
        names = ", ".join(several)
        return say("its name fits several exercises ({names}); name it after one of them", names=names)
    name = repr(one_line(path.stem if path.suffix in SUFFIXES else path.name, 60))
    for near in difflib.get_close_matches(path.stem, ids, 1, 0.5):
        return say("no exercise is called {name}; did you mean {near}?", name=name, near=f"{near}.py")
    return say("no exercise is called {name}; the exercises are {names}", name=name, names=", ".join(ids))


def file_meant(path: Path, ids: list[str]) -> Path | None:
    """Of a path that does not exist: the file of the exercise that it names, here or in exercises/, or a near name."""
    if path.stem in ids:
        folders = (path.parent, path.parent / "exercises")
        named = [folder / f"{path.stem}{suffix}" for folder in folders for suffix in SUFFIXES]
        if found := next((file for file in named if file.is_file()), None):
            return found
    near = difflib.get_close_matches(path.name, _listing(path.parent), 1, 0.8)
    return path.parent / near[0] if near else None


def _listing(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []
