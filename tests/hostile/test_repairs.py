"""Answers that know when they are a repair: what one costs is its own worker, and what it wins is words about itself.

An edited file has lost its comments and its layout, so its author can tell by the number of a line.
"""

from __future__ import annotations

import time

import pytest

from grader.explain import hurried
from grader.explain.budget import Budget
from grader.explain.explain import Explainer
from grader.grading.grade import Grading
from grader.submission.source import Source

BUDGET = Budget(calls=0, candidates=3, seconds=20.0)
WRONG = """\
# one
# two
import os, sys
import numpy as np
EDITED = sys._getframe().f_lineno != 5

def trap():
    {trap}

def forward(x, w):
    return w * x

def loss(y, y_pred):
    return ((y_pred - y) ** 2).mean()

def gradient(x, y, y_pred):
    if EDITED:
        trap()
    return ((2 if EDITED else 3) * x * (y_pred - y)).mean()

def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for _ in range(n_iters):
        y_pred = forward(X, w)
        losses.append(loss(Y, y_pred))
        w -= learning_rate * gradient(X, Y, y_pred)
    return w, losses
"""
TRAPS = {
    "hangs": "while True: pass",
    "ends its process": "os._exit(0)",
    "kills what it can": "os.kill(0, 9)",
    "floods": "print('x' * 10**9)",
    "takes all memory": "[np.ones(2**28) for _ in range(99)]",
    "breaks NumPy": "np.ndarray.mean = np.mean = np.dot = np.float64 = None",
    "is endless recursion": "trap()",
    "forks": "[os.fork() for _ in range(99)]",
}


def explained(course, grading: Grading, trap: str):
    exercise = course.exercises["mse_gradient"]
    text = WRONG.format(trap=trap)
    answer = Source(exercise.id, "mse_gradient.py", "mse_gradient.py", {"mse_gradient.py": text.encode()})
    before = grading.grade(exercise, answer)
    return before, Explainer(grading, BUDGET).explained(exercise, answer, before)


@pytest.mark.parametrize("name", TRAPS)
def test_a_candidate_costs_its_own_worker(course, grading, name) -> None:
    started = time.monotonic()
    before, after = explained(course, grading, TRAPS[name])
    assert time.monotonic() - started < 60
    verdicts = [[(check.status, check.score, check.message) for check in each.checks] for each in (before, after)]
    assert verdicts[0] == verdicts[1]
    exercise = course.exercises["mse_gradient"]
    solution = (exercise.folder / "solution.py").read_bytes()
    honest = Source(exercise.id, "solution.py", "solution.py", {"solution.py": solution})
    assert grading.grade(exercise, honest).status == "passed", "the next one is graded as ever"


def test_who_passes_whatever_is_edited_wins_words_and_no_points(course, grading) -> None:
    before, after = explained(course, grading, "pass")
    said = [check.explanation for check in after.checks if check.explanation and check.explanation.source == "repair"]
    assert said, "any edit is a repair of it"
    assert after.score == before.score
    assert [check.status for check in after.checks] == [check.status for check in before.checks]
    assert all(len(each.text) < 300 for each in said)


def test_a_repair_has_little_time_whatever_the_course_gives(grading) -> None:
    sandbox = hurried.hurried(grading).sandbox
    assert sandbox is not None
    limits = sandbox.limits
    assert limits.exercise_s <= hurried.WHOLE_S
    assert limits.call_s <= hurried.CALL_S
    assert limits.output <= hurried.OUTPUT
