import numpy as np
from port import expect, port, python_int, read_all

from grader import chance, sizes

exercise = port("sample_top_k_top_p")
HOLDS = {"tokens_are_drawn_as_often": "top_k=1; All tokens; Returns", "temperature": "Low", "defaults": "All tokens"}


def draws(who, logits, n, **how):
    return read_all([who.sample_top_k_top_p(logits, **how) for _ in range(n)], python_int)


def shares(logits, top_k=0, top_p=1.0, temperature=1.0):
    """The distribution that is drawn from, by the task's text."""
    logits = logits.astype(float) / temperature
    order = np.argsort(-logits)
    p = np.exp(logits - logits.max())
    if top_k > 0:
        p[order[top_k:]] = 0
    p /= p.sum()
    if top_p < 1.0:
        p[order[np.cumsum(p[order]) - p[order] > top_p]] = 0
    return p / p.sum()


def asked(student, data, entries, n, scale=1.0, **how):
    logits = data.normal(entries, scale=scale, dtype="float32")
    chance.shares(np.array(draws(student, logits, n, **how)), shares(logits, **how), "the token")


@exercise.check(points=1)
@exercise.cases(
    (4, {}),
    (5, {"top_k": 1}),
    (6, {"top_k": 3}),
    (6, {"top_p": 0.7}),
    (8, {"top_k": 5, "top_p": 0.8}),
    (100, {"top_k": 10, "top_p": 0.9}),
    (sizes(3, 9), {"top_p": 0.4}),
)
def tokens_are_drawn_as_often(student, solution, data, entries, how):
    """Tokens are drawn as often as they should be; those that are filtered out never are."""
    asked(student, data, entries, 400, **how)


@exercise.check(points=1)
@exercise.cases(0.01, 0.5, 3.0)
def temperature(student, solution, data, temperature):
    """A low temperature concentrates, a high one spreads."""
    asked(student, data, 5, 400, temperature=temperature)
    asked(student, data, 6, 400, temperature=temperature, top_p=0.6, top_k=4)


@exercise.check(points=1)
def defaults(student, solution, data):
    """Without more arguments nothing is filtered, and the temperature is 1: the same draws come from the same seed."""
    logits, drawn = data.normal(6, dtype="float32"), []
    for how in ({}, {"top_k": 0, "top_p": 1.0, "temperature": 1.0}):
        student.seed(7)
        drawn.append(draws(student, logits, 1200, **how))
    expect(drawn[0] == drawn[1], True, "the defaults are others")
