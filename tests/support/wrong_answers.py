"""Wrong answers to a small exercise, examined in this process."""

from __future__ import annotations

import textwrap
import time
import types
from pathlib import Path

from grader.courses import find
from grader.courses.course import Course
from grader.explain.examined import Examined, Shared
from grader.grading.grade import Grading
from grader.sessions.local import LocalSession
from grader.submission.source import Source
from grader.worker.serve import Server

SOLUTION = """
import numpy as np

def gradient(x, y, w):
    return (2 * x * (w * x - y)).mean()

def train(x, y, w, learning_rate, n_steps):
    losses = []
    for _ in range(n_steps):
        losses.append(((w * x - y) ** 2).mean())
        w = w - learning_rate * gradient(x, y, w)
    return w, losses
"""
CHECKS = """
from grader import Exercise, agree, losses, number, results, say, sizes, train_alike

exercise = Exercise(
    title="Descent",
    allows=("numpy",),
    returns={"gradient": number, "train": results(number, losses, names=("w", "losses"))},
)


def problem(data, samples):
    return data.normal(samples), data.normal(samples), data.off_zero()


@exercise.check(points=1, hint="Mean.")
@exercise.cases(sizes(3, 5), sizes(6, 9), sizes(10, 14))
def gradient_is_right(student, solution, data, samples):
    '''The gradient is right.'''
    agree(student.gradient, solution.gradient, *problem(data, samples))


@exercise.check(points=1, hint="Step by step.")
@exercise.cases((sizes(3, 5), 4), (sizes(6, 9), 6), (sizes(10, 14), sizes(8, 9)))
def training_is_right(student, solution, data, samples, steps):
    '''Training is right.'''
    rate = data.number(0.01, 0.2)
    train_alike(student.train, solution.train, *problem(data, samples), rate, steps, returned=[say("the returned w")])


exercise.leaves_arguments(points=1)
"""


def small_course(root: Path, solution: str = SOLUTION, checks: str = CHECKS) -> Course:
    """With the one exercise `descent`."""
    files = {
        "course.toml": 'name = "c"\ntitle = "C"\n[[exercise]]\nid = "descent"\npoints = 3\n',
        "exercises/descent.py": "def train(x): ...\n",
        "solutions/descent/solution.py": solution,
        "solutions/descent/checks.py": checks,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return find.load(root)


class Answers:
    """Of a course's only exercise. changed: the solution, with pieces of its text replaced."""

    def __init__(self, course: Course, seed: str = "seed") -> None:
        (self.exercise,) = course.exercises.values()
        self.shared = Shared(Grading(course, None, seed))
        self.text = (self.exercise.folder / "solution.py").read_text()

    def of_seed(self, seed: str) -> Shared:
        return Shared(Grading(self.shared.grading.course, None, seed))

    def changed(self, *pieces: tuple[str, str], before: str = "") -> str:
        text = self.text
        for old, new in pieces:
            assert old in text
            text = text.replace(old, new)
        return textwrap.dedent(before) + text

    def examined(self, text: str, calls: int = 60) -> Examined:
        def start(seed: str) -> LocalSession:
            module = types.ModuleType("answer")
            exec(f"SEED = {seed!r}\n{text}", module.__dict__)
            return LocalSession(Server(module), list(self.exercise.spec.returns))

        source = Source("descent", "answer.py", "answer.py", {"answer.py": text.encode()})
        return Examined(self.shared, self.exercise, source, start, calls, lambda: time.monotonic() + 60)

    def check(self, name: str):  # type: ignore[no-untyped-def]
        return next(check for check in self.exercise.spec.checks if check.name == name)
