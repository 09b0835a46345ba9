"""Files that are called after no exercise: which exercises are in them, and the source of each."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from grader.message import Message, message_of, say
from grader.submission.division import Division, division, names_found, with_what_they_use
from grader.submission.handout import Handout
from grader.submission.helpers import Beside
from grader.submission.naming import SUFFIXES
from grader.submission.notebook import MAX_NOTEBOOK
from grader.submission.opening import status
from grader.submission.outline import Part, of_notebook, of_python
from grader.submission.reading import TooLarge, Unreadable, read
from grader.submission.source import Source, read_source
from grader.text import one_line
from grader.worker.messages.wire import NotebookCell

MOST_FILES = 10
"""Files of one student that are looked into."""
_MOST_CODE, _SECONDS = 2**19, 5
"""Bytes of Python in one such file; CPU time for all of a student's, beyond which no other is begun."""
_SHOWN = 5
"""Exercises that a question names."""


@dataclass
class Homework:
    """sources: exercise -> its part of a file. names: exercise -> that file. questions: why others are not graded."""

    sources: dict[str, Source] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    questions: list[Message] = field(default_factory=list)


def homework(
    files: Mapping[str, Path], wanted: Iterable[str], handout: Handout, beside: Callable[[str], Beside]
) -> Homework:
    """What is in files for the exercises that have none of their own. The shallowest, then the newest file comes first.

    files: name as the student knows it -> where it lies. beside: a file's name -> where its helpers are looked for.
    """
    found, missing, start = Homework(), set(wanted), time.process_time()
    sources = [name for name in files if name.lower().endswith(SUFFIXES)] if missing and handout.asked else []
    for name in sorted(sources, key=lambda name: (name.count("/"), -_modified(files[name]), name))[:MOST_FILES]:
        if not missing or time.process_time() - start > _SECONDS:
            break
        try:
            sources_of, question = _looked_into(files[name], name, missing, handout, beside(name))
        except TooLarge as error:
            found.questions.append(say("ignored: {reason}", reason=message_of(error)))
            continue
        except (Unreadable, ValueError, RecursionError, msgspec.DecodeError):
            continue  # it is not an exercise's by its name, so nothing is lost that we know of
        found.sources |= sources_of
        found.names |= dict.fromkeys(sources_of, name)
        found.questions += [question] if question else []
        missing -= sources_of.keys()
    return found


def _modified(path: Path) -> float:
    try:
        return status(path).st_mtime
    except OSError:
        return 0.0


def _looked_into(
    path: Path, name: str, wanted: set[str], handout: Handout, beside: Beside
) -> tuple[dict[str, Source], Message | None]:
    stem, suffix = os.path.splitext(name)
    source = replace(
        read_source(path, "", stem + suffix.lower(), beside, given=handout.given), file=one_line(name, 300)
    )
    parts = _parts(source, path, name)
    how = division(parts, handout)
    found = {
        exercise: _source(replace(source, exercise=exercise), parts, how, handout)
        for exercise in how.own
        if exercise in wanted
    }
    if _code_size(source) > _MOST_CODE:
        return {}, _not_looked_into(source)
    return found, None if how.own else _question(source, parts, wanted, handout)


def _parts(source: Source, path: Path, name: str) -> list[Part]:
    if _code_size(source) > _MOST_CODE:
        return []
    if source.cells:
        return of_notebook(read(path, MAX_NOTEBOOK, name), source.cells)
    return of_python(source.files[source.main].decode("utf-8", "surrogateescape")) if source.main else []


def _code_size(source: Source) -> int:
    return sum(len(cell.source) for cell in source.cells) + len(source.files.get(source.main, b""))


def _not_looked_into(source: Source) -> Message:
    return say(
        "{file} was ignored: no exercise has this name, and with more than {limit} KiB of code it is too large to look "
        "for exercises in it. Hand in a file for each exercise",
        file=one_line(source.file, 200),
        limit=_MOST_CODE >> 10,
    )


def _source(source: Source, parts: list[Part], how: Division, handout: Handout) -> Source:
    asked = handout.asked[source.exercise]
    if how.whole:
        names = ", ".join(name for part in parts for name in part.defined if name in asked)
        note = say("{file} was graded as {exercise}, since it defines {names}", **_words(source), names=names)
        return replace(source, notes=(note, *source.notes))
    if len(how.own) == 1:
        note = say("{file} was graded as {exercise}, which is named in it", **_words(source))
        return replace(_part_of(source, parts, how, asked), notes=(note, *source.notes))
    note = say("{file} holds several exercises; its part for {exercise} was graded", **_words(source))
    return replace(_part_of(source, parts, how, asked), notes=(note, *source.notes))


def _words(source: Source) -> dict[str, str]:
    return {"file": one_line(source.file, 200), "exercise": source.exercise}


def _part_of(source: Source, parts: list[Part], how: Division, asked: frozenset[str]) -> Source:
    """An exercise's parts and what belongs to them. Lines and cells keep their numbers; imports of others' parts that
    it does not use are left out: an exercise may forbid them."""
    own = how.own[source.exercise]
    kept = with_what_they_use(parts, own, how, asked)
    used = {name for number in kept for name in parts[number].used}
    texts = {n: parts[n].text if n in own else parts[n].without_imports(used) for n in sorted(kept)}
    if source.cells:
        cells = [_cell(parts[number], text) for number, text in texts.items()]
        return replace(source, cells=tuple(cells))
    text = "".join(texts.get(n, "\n" * part.text.count("\n")) for n, part in enumerate(parts))
    return replace(source, files={**source.files, source.main: text.encode("utf-8", "surrogateescape")})


def _cell(part: Part, text: str) -> NotebookCell:
    assert part.cell is not None
    return msgspec.structs.replace(part.cell, source=text)


def _question(source: Source, parts: list[Part], wanted: set[str], handout: Handout) -> Message | None:
    """None where nothing is defined that is asked for."""
    found = {exercise: names for exercise, names in names_found(parts, handout).items() if exercise in wanted}
    if not found:
        return None
    fits = [f"{', '.join(names)} ({exercise})" for exercise, names in list(found.items())[:_SHOWN]]
    return say(
        "{file} was not graded, since it is not clear which part is for which exercise; it defines {exercises}. "
        "Hand in a file for each exercise, called like {example}.py, or put a heading with the exercise's name before "
        "each part",
        file=one_line(source.file, 200),
        exercises="; ".join(fits),
        example=next(iter(found)),
    )
