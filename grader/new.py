"""`grade new`: the files of a new exercise, small but whole, so that `grade verify` passes before the author begins."""

from __future__ import annotations

from pathlib import Path

import click

from grader import course as courses
from grader.errors import UsageError
from grader.files import write_atomically

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
from grader import Exercise, close, gradcheck, tensor

exercise = Exercise(
    title="{title}",
    allows=("torch",),
    hints=("A nudge.", "Nearly the answer."),
    returns={{"square": tensor}},
)


@exercise.check(points=4, hint="Work one entry out by hand and compare.")
def value_is_right(student, solution, data):
    """The value is x² for every entry."""
    for shape in ((3,), (2, 4)):
        x = data.normal(*shape)
        found = close(student.square(x), solution.square(x), "square")
        if not found:
            return found
    return found


@exercise.check(points=6, hint="Does the result still know how it was computed?")
def gradient_is_right(student, solution, data):
    """The gradient is 2x."""
    for shape in ((3,), (2, 4)):
        x, cotangent = data.normal(*shape), data.normal(*shape)
        found = gradcheck(student.square, (x,), solution.square, cotangents=[cotangent])
        if not found:
            return found
    return found
'''

MISTAKE = '''\
"""Your result has lost its history: it was detached on the way, so no gradient can flow back through it. Look for what
takes a tensor out of the graph."""


def square(x):
    return (x * x).detach()
'''


def run(exercise_id: str, folder: Path) -> int:
    """Writes the exercise into the course in `folder` and lists it in course.toml. Raises UsageError."""
    course = courses.load(folder)
    if not exercise_id.isidentifier():
        raise UsageError(f"{exercise_id!r} is no Python name; something like layer_norm is")
    files = {
        f"exercises/{exercise_id}.py": STUB,
        f"solutions/{exercise_id}/solution.py": SOLUTION,
        f"solutions/{exercise_id}/checks.py": CHECKS,
        f"solutions/{exercise_id}/mistakes/detached.py": MISTAKE,
    }
    if exercise_id in course.exercises or any((folder / name).exists() for name in files):
        raise UsageError(f"{folder}: there is an exercise {exercise_id} already; choose another id")
    title = exercise_id.replace("_", " ").capitalize()
    table = folder / courses.FILE
    entry = f'\n[[exercise]]\nid = "{exercise_id}"\npoints = {POINTS}\n'
    try:
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, (text.format(title=title) if "{title}" in text else text).encode())
        write_atomically(table, table.read_bytes().rstrip() + b"\n" + entry.encode())
    except OSError as error:
        raise UsageError(f"{folder}: {error.strerror}") from None
    click.echo("\n".join([*(f"wrote {folder / name}" for name in files), f"listed it in {table}"]))
    click.echo(f"next: edit them, then `grade verify --exercise {exercise_id}`")
    return 0
