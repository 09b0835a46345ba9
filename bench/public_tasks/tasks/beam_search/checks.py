import numpy as np
from port import port, python_int

from grader import any_of, expect, list_of, sizes

exercise = port("beam_search")
HOLDS = {"best_sequence": "Returns; Greedy; Stops", "better_than_greedy": "Beam finds"}


def ask(student, solution, log_probs, *rest):
    mine, right = (who.beam_search(log_probs, *rest).read(list_of(python_int)) for who in (student, solution))
    expect(mine, right, f"{mine} is found, expected {right}")


@exercise.check(points=1)
@exercise.cases(
    (5, 5, 1, 10), (100, 2, 2, 4), (5, 5, 3, 10), *9 * [(sizes(1, 12), 6, sizes(1, 4), sizes(4, 9), any_of(0.0, 3.0))]
)
def best_sequence(student, solution, data, most, last, width, tokens, more=0.0):
    """The sequence is found, whatever the width, and ends at eos or at the longest length."""
    table = data.normal(200, tokens, scale=2.0, dtype="float32")

    def log_probs(seen):
        row = table[int(np.dot(seen, 7 + np.arange(len(seen)))) % 200]
        return row - np.log(np.exp(row).sum()) + np.float32(more)

    ask(student, solution, log_probs, 0, most, width, min(last, tokens - 1))


@exercise.check(points=1)
@exercise.cases((0.0, 10), (-1.0, 5))
def greedy_path_and_eos(student, solution, data, low, most):
    """The most likely path is followed with a width of 1, and eos ends it."""

    def log_probs(seen):
        row = np.full(5, low - 10, "float32")
        row[min(len(seen), 4)] = low
        return row

    ask(student, solution, lambda seen: np.array([0, 0, 0, 10], "float32"), 0, 100, 2, 3)
    for width in (1, 2):
        ask(student, solution, log_probs, 0, most, width, 4)


@exercise.check(points=1)
def better_than_greedy(student, solution, data):
    """A path that begins worse and ends better is found."""

    def log_probs(seen):
        row = np.full(6, -100.0, "float32")
        row[[1, 2]] = (-1.0, -0.5) if len(seen) == 1 else row[[1, 2]]
        row[5] = -100 if len(seen) == 1 else (-10.0 if seen[-1] == 2 else 0.0)
        return row

    ask(student, solution, log_probs, 0, 5, 2, 5)
