"""Written answers: a file of text, or a cell of the exercise's notebook, as plain text for whoever grades it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from grader.courses.course import CourseExercise
from grader.courses.items import TEXTS, Item
from grader.submission.naming import exercise_of
from grader.submission.notebook import MAX_NOTEBOOK, code_cells, outline
from grader.submission.reading import MAX_FILE, Unreadable, read
from grader.text import printable

MOST = 30_000
"""Characters: a spreadsheet's cell holds no more."""


def answer(item: Item, exercise: str, files: Mapping[str, Path]) -> str:
    """What a student wrote for the item; empty where there is nothing. files: name -> path, all that was handed in."""
    try:
        found = _file(item, files) if item.answer.endswith(TEXTS) else _cell(item.answer, exercise, files)
    except (Unreadable, ValueError) as error:
        return f"({error})"
    text = printable(found.strip())
    return text if len(text) <= MOST else f"{text[:MOST]} …"


def written(exercises: Iterable[CourseExercise], files: Mapping[str, Path]) -> dict[tuple[str, str], str]:
    """Exercise and item -> what a student wrote for it, of all items for which there is something."""
    found = {(e.id, item.id): answer(item, e.id, files) for e in exercises for item in e.items if item.answer}
    return {place: text for place, text in found.items() if text}


def _file(item: Item, files: Mapping[str, Path]) -> str:
    named = sorted(filter(item.is_answer, files))
    return read(files[named[0]], MAX_FILE, named[0]).decode("utf-8-sig", "replace") if named else ""


def _cell(heading: str, exercise: str, files: Mapping[str, Path]) -> str:
    """The text of the notebook's cells below that heading, up to the next cell of code or heading."""
    notebooks = sorted(each for each in files if each.endswith(".ipynb"))
    named = [each for each in notebooks if exercise_of(each, [exercise])]
    named = named or (notebooks if len(notebooks) == 1 else [])  # one for a whole homework
    if not named:
        return ""
    notebook = read(files[named[0]], MAX_NOTEBOOK, named[0])
    code_cells(notebook)  # refuses what is too large
    said, is_below = list[str](), False
    for is_code, text, _ in outline(notebook):
        first, _, rest = text.strip().partition("\n")
        is_heading = not is_code and first.startswith("#")
        if is_below and (is_code or is_heading):
            break
        if is_heading and first.strip("# ").casefold() == heading.strip("# ").casefold():
            is_below = True
            said.append(rest.strip())
        elif is_below:
            said.append(text.strip())
    return "\n\n".join(filter(None, said))
