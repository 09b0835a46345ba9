import numpy as np
from port import expect, port, python_int, read_all

from grader import chance, list_of, sizes

exercise = port("speculative_decode")
HOLDS = {"a_perfect_draft_is_accepted": "Perfect", "drawn_as_often": "Output; All"}


def draws(student, *given, n=700):
    return read_all([student.speculative_decode(*given) for _ in range(n)], list_of(python_int))


@exercise.check(points=1)
@exercise.cases((4, 10), (sizes(1, 5), sizes(2, 8)))
def a_perfect_draft_is_accepted(student, solution, data, steps, tokens):
    """A draft with the target's own probabilities is accepted whole."""
    probs = data.random.dirichlet(np.ones(tokens), steps).astype("float32")
    drawn = data.integers(0, tokens, steps)
    found = draws(student, probs, probs, drawn, n=50)
    expect(all(each == list(drawn) for each in found), True, "it is not accepted")


@exercise.check(points=1)
@exercise.cases((1, 4), (3, 5), (2, 8), (sizes(1, 5), sizes(3, 8)))
def drawn_as_often(student, solution, data, steps, tokens):
    """Each token is accepted as often as it should be, else another one is drawn from what the target has more of."""
    target, draft = (data.random.dirichlet(np.full(tokens, 2.0), steps).astype("float32") for _ in range(2))
    drawn = data.integers(0, tokens, steps)
    shares, reached = np.zeros(steps * tokens + 1), 1.0
    for i, t in enumerate(drawn):
        accepted = min(1.0, target[i, t] / draft[i, t])
        more = np.maximum(target[i].astype(float) - draft[i], 0)
        shares[i * tokens : (i + 1) * tokens] = reached * (1 - accepted) * more / more.sum()
        reached *= accepted
    shares[-1] = reached
    numbers = []
    for found in draws(student, target, draft, drawn):
        expect(1 <= len(found) <= steps and found[:-1] == list(drawn[: len(found) - 1]), True, f"{found} is returned")
        whole = len(found) == steps and found[-1] == drawn[-1]
        numbers.append(steps * tokens if whole else (len(found) - 1) * tokens + found[-1])
    chance.shares(np.array(numbers), shares / shares.sum(), "what is returned")
