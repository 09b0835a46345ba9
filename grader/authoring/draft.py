"""The draft of a mistake file, from what a student handed in: the functions that are not the solution's.

It is not a mistake yet. Mistakes run outside the sandbox, so a person has to read what a student wrote, and rename it,
before anything runs it: until then `grade verify` names the file and nothing else reads it.
"""

from __future__ import annotations

import ast
import itertools
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from grader.courses.course import CourseExercise
from grader.edits.reading import parsed
from grader.errors import UsageError, reason
from grader.files import write_atomically
from grader.language.kinds import KIND_WORDS
from grader.outcomes.result import CheckResult, ExerciseResult
from grader.submission import outline
from grader.submission.outline import Part
from grader.text import one_line

NAME, ENDING = "unnamed", ".draft"
_SHOWN = 110
_ASSIGNED = re.compile(r"^([^\W\d]\w*)\s*(?::[^=\n]*)?=(?!=)", re.M)
_HEAD = '''\
"""Say here what is wrong and why, and what to look at: this text is what a student reads who gives this answer."""

kind = "other"  # or one of
'''
_ADVICE = """
A student handed this in. Read all of it before anything runs it: mistakes run outside the sandbox. Keep only the \
functions that are wrong (they see the solution's other names), then rename this file to what is wrong, such as \
sum_instead_of_mean.py. It fails these checks:
"""


def write(exercise: CourseExercise, found: ExerciseResult) -> Path:
    """Writes the draft beside the exercise's mistakes, under a name that is free. found: what the student has, with its
    source. Raises UsageError where there is nothing to make one of."""
    if not (failed := [check for check in found.checks if check.status == "failed"]):
        raise UsageError("{exercise}: no check fails, so there is no mistake in it", exercise=exercise.id)
    kept = list(_differing(exercise, "\n".join(piece.text for piece in found.source)))
    if not kept:
        raise UsageError(
            "{exercise}: what was handed in defines nothing that the solution does not define in the same way ({names} "
            "are asked for): write the mistake by hand, see docs/authors.md",
            exercise=exercise.id,
            names=", ".join(exercise.spec.returns),
        )
    folder = exercise.folder / "mistakes"
    try:
        folder.mkdir(exist_ok=True)
        names = itertools.chain([NAME], (f"{NAME}_{n}" for n in itertools.count(2)))
        path = next(p for name in names if not (p := folder / f"{name}{ENDING}").exists())
        write_atomically(path, _text(failed, kept).encode(errors="replace"))
    except OSError as error:
        raise UsageError("{path}: {reason}", path=folder, reason=reason(error)) from None
    return path


def _text(failed: list[CheckResult], kept: list[str]) -> str:
    about = _comment(" ".join(sorted(KIND_WORDS))) + _comment(_ADVICE)
    about += "".join(f"#   {one_line(f'{c.name}: {c.detail or c.message}', _SHOWN)}\n" for c in failed)
    code = "".join(f"\n\n{part}\n" for part in kept)
    return f"{_HEAD}{about}{code}"


def _comment(text: str) -> str:
    return "".join(f"# {line}\n" for line in textwrap.wrap(" ".join(text.split()), _SHOWN))


def _differing(exercise: CourseExercise, text: str) -> Iterator[str]:
    """The parts of the student's text that the mistake consists of, in their order: what is asked for and is not the
    solution's, and what that needs."""
    solution = (exercise.folder / "solution.py").read_text(encoding="utf-8")
    theirs = {name: _tree(part) for part in outline.of_python(solution) for name in _bound(part)}
    parts = outline.of_python(text)
    last = {name: i for i, part in enumerate(parts) for name in _bound(part)}
    own = {name: i for name, i in last.items() if (tree := _tree(parts[i])) is None or tree != theirs.get(name)}
    wanted, looked_at = [own[name] for name in exercise.spec.returns if name in own], set[int]()
    while wanted:
        looked_at.add(i := wanted.pop())
        wanted += {own[name] for name in parts[i].used & own.keys()} - looked_at
    yield from (parts[i].text.strip() for i in sorted(looked_at))


def _bound(part: Part) -> set[str]:
    return {*part.defined, *part.imported, *_ASSIGNED.findall(part.text)}


def _tree(part: Part) -> str | None:
    """What the part does, without docstrings and annotations; None where it is too large to be looked at."""
    tree = parsed(part.text)
    if tree is None:
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
        if isinstance(node, ast.FunctionDef):
            node.returns = None
        elif isinstance(node, ast.arg):
            node.annotation = None
    return ast.dump(tree)
