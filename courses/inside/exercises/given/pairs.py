"""Functions from n numbers to m numbers, each with its vector-Jacobian product: a right one, or one that is wrong."""

import numpy as np


class Pair:
    """f and backward(x, v), to be asked at x and v.

    claim: of `CLAIMS`, what backward gives. size, of_v: how large x and v are. blind: to how many of its inputs f does
    not listen. wrong_by: by what part of the largest entry the claims about single entries are wrong.
    """

    def __init__(self, n, m, claim, seed, size=1.0, of_v=1.0, blind=0, wrong_by=0.1):
        random = np.random.default_rng(seed)
        self.claim, self.size, self.wrong_by = claim, size, wrong_by
        self.x = size * away_from_zero(random, 0.4, 1.6, n)
        self.v = of_v * away_from_zero(random, 1.3, 2.0, m)
        heard = np.ones(n)
        heard[random.permutation(n)[:blind]] = 0.0
        self.linear, self.waves, self.squares = (
            heard * random.uniform(-reach, reach, (m, n)) for reach in (n**-0.5, 1.5, 3 * n**-0.5)
        )
        # the product at x and v has no entry near 0, but for those of the inputs that f does not listen to
        product = heard * away_from_zero(random, 0.5, 2.0, n) * of_v
        self.linear += np.outer(self.v, product - self.jacobian(self.x).T @ self.v) / (self.v @ self.v)
        self.which = random.permutation(np.flatnonzero(heard))[[0, -1]]

    def f(self, x):
        # sums and not @, which adds up in an order that goes by where an array lies
        linear, waves, squares = ((each * (x / self.size)).sum(1) for each in (self.linear, self.waves, self.squares))
        return self.size * (linear + np.sin(waves) + squares**2)

    def jacobian(self, x):
        x = x / self.size
        bent = np.cos(self.waves @ x)[:, None] * self.waves + 2 * (self.squares @ x)[:, None] * self.squares
        return self.linear + bent

    def backward(self, x, v):
        return CLAIMS[self.claim](self, self.jacobian(x), v)


def away_from_zero(random, low, high, n):
    return random.uniform(low, high, n) * random.choice([-1.0, 1.0], n)


def right(pair, jacobian, v):
    return jacobian.T @ v


def entries_moved(*signs):
    """One entry wrong, or two by the same amount."""

    def claim(pair, jacobian, v):
        product = jacobian.T @ v
        product[pair.which[: len(signs)]] += np.array(signs) * pair.wrong_by * np.abs(product).max()
        return product

    return claim


CLAIMS = {
    "right": right,
    "too_large": entries_moved(1.0),
    "too_small": entries_moved(-1.0),
    "exchanged": entries_moved(1.0, -1.0),
    "negative": lambda pair, jacobian, v: -(jacobian.T @ v),
    "zero": lambda pair, jacobian, v: np.zeros(jacobian.shape[1]),
    "transposed": lambda pair, jacobian, v: jacobian @ v,
    "of_ones": lambda pair, jacobian, v: jacobian.T @ np.ones(len(v)),
    "at_zero": lambda pair, jacobian, v: pair.jacobian(0 * pair.x).T @ v,
    "reversed": lambda pair, jacobian, v: (jacobian.T @ v)[::-1],
}
