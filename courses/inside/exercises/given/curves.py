"""Functions to differentiate. They use the operators and `sin`, `cos`, `exp`, `log` of the answer, which are bound
here."""

import random


def curve(pieces, arguments, seed):
    """f of so many arguments, made of so many pieces in a row."""
    chance = random.Random(seed)
    chosen = [(chance.choice(PIECES), chance.randrange(arguments), chance.uniform(0.3, 2.0)) for _ in range(pieces)]

    def f(*xs):
        y = 1.25 * xs[0] + sum(xs[1:])
        for piece, i, k in chosen:
            y = piece(y, xs[i], k)
        return y

    return f


def powers(y, x, k):
    return sin(y) ** 3 - k * x**2 + 2 / (y * y + 1)  # noqa: F821


def waves(y, x, k):
    return k - cos(y * x) * sin(x) - y / 4  # noqa: F821


def bells(y, x, k):
    return exp(-(y**2)) / k + x * cos(k)  # noqa: F821


def logs(y, x, k):
    return log(y * y + k) * x - log(k) + (2**-1) * y  # noqa: F821


def roots(y, x, k):
    return (y**2 + x * x + k) ** 0.5 - exp(sin(y) - 1.0) + 1.5 ** sin(x)  # noqa: F821


PIECES = (powers, waves, bells, logs, roots)
