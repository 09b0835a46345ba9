"""The files of a new exercise, small but whole, so that `grade verify` passes before the author begins."""

from __future__ import annotations

from pathlib import Path

from grader.courses import find
from grader.courses import toml as course_toml
from grader.errors import UsageError
from grader.files import write_atomically
from grader.message import say

POINTS = 10

STUB = '''\
# %% [markdown]
# # {title}
#
# Say here what is asked, with the formula and a worked figure: the square of 3 is 9, and its derivative there is 6.

# %%
import torch
from torch import Tensor


# %% The square of every entry, differentiable.
def square(x: Tensor) -> Tensor:
    """x: any shape. Returns the same shape."""
    raise NotImplementedError


# %% Try it.
if __name__ == "__main__":
    print(square(torch.tensor([3.0])))
'''

SOLUTION = '''\
"""Say where the exercise comes from."""


def square(x):
    return x * x
'''

CHECKS = '''\
from grader import Exercise, agree, gradcheck, sizes, tensor

exercise = Exercise(
    title="{title}",
    allows=("torch",),
    hints=("A nudge.", "Nearly the answer."),
    returns={{"square": tensor}},
)


@exercise.check(points=4, hint="Work one entry out by hand and compare.")
@exercise.cases((3,), (2, 4), (sizes(1, 60),), (sizes(2, 5), sizes(100, 200)))  # the last two are drawn in each grading
def value_is_right(student, solution, data, *shape):
    """The value is x² for every entry."""
    agree(student.square, solution.square, data.normal(*shape))


@exercise.check(points=5, hint="Does the result still know how it was computed?")
@exercise.cases((3,), (2, 4), (sizes(1, 60),))
def gradient_is_right(student, solution, data, *shape):
    """The gradient is 2x."""
    x, cotangent = data.normal(*shape), data.normal(*shape)
    gradcheck(student.square, (x,), solution.square, cotangents=[cotangent])


exercise.leaves_arguments(points=1)
'''

MISTAKE = '''\
"""Your result has lost its history: it was detached on the way, so no gradient can flow back through it. Look for what
takes a tensor out of the graph."""


def square(x):
    return (x * x).detach()
'''


TABLE = """\
# The exercises in the order in which they are taught, and what each is worth.
name = "{name}"
title = "{title}"
"""


def write(exercise_id: str, root: Path) -> list[str]:
    """Writes the exercise into the course in `root` and lists it in course.toml; a folder that has none gets one.

    Returns what was done, a line each. Raises UsageError where anything of that name is there; then nothing is written.
    """
    table, files = _table(root), _files(exercise_id)
    if exercise_id in find.load(root).exercises or any((root / name).exists() for name in files):
        raise UsageError("{folder}: there is already an exercise {id}; choose another id", folder=root, id=exercise_id)
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text.encode())
    entry = f'\n[[exercise]]\nid = "{exercise_id}"\npoints = {POINTS}\n'
    write_atomically(table, table.read_bytes().rstrip() + b"\n" + entry.encode())
    wrote = (say("wrote {file}", file=str(root / name)) for name in files)
    return [*wrote, say("added it to {file}", file=str(table))]


def _files(exercise_id: str) -> dict[str, str]:
    title, folder = exercise_id.replace("_", " ").capitalize(), f"solutions/{exercise_id}"
    return {
        f"exercises/{exercise_id}.py": STUB.format(title=title),
        f"{folder}/solution.py": SOLUTION,
        f"{folder}/checks.py": CHECKS.format(title=title),
        f"{folder}/mistakes/detached.py": MISTAKE,
    }


def _table(folder: Path) -> Path:
    """The folder's course.toml, a new one where there is none."""
    table = folder / course_toml.FILE
    if not table.exists():
        folder.mkdir(parents=True, exist_ok=True)
        name = "".join(c if c.isalnum() else "-" for c in folder.resolve().name)
        write_atomically(table, TABLE.format(name=name, title=name.replace("-", " ").capitalize()).encode())
    return table
