import numpy as np

from grader import LARGE, TINY, Exercise, any_of, expect, fingerprint, flag, magnitudes, say, sizes

exercise = Exercise(
    title="Is this gradient right?",
    allows=("numpy",),
    forbids=("torch", "tensorflow", "jax", "autograd", "scipy"),
    hints=(
        "For each j: move entry j of a copy of x up and down by eps, and see how much v @ f(x) changes for it.",
        "Compare entry by entry: np.abs(claimed - measured) <= rtol * np.abs(measured).max(), for all of them. There "
        "is no division in it that could be by 0.",
    ),
    returns={"agrees": flag},
    ranges={"float32": (1, 1), "float64": (1, 1)},
)

SINGLE, OTHERS = ("too_large", "too_small", "exchanged"), ("negative", "zero", "of_ones", "at_zero", "reversed")
FAR, EPS, RTOL = any_of(TINY, LARGE), magnitudes(1e-5, 1e-4), magnitudes(1e-6, 1e-4)
SCALES = (1e-2, 1e-3), (100.0, 1000.0), (1.0, 1.0, 1e-3, 3e-5)
WORDS = {
    "right": say("a backward that is right"),
    "too_large": say("a backward of which one entry is too large"),
    "too_small": say("a backward of which one entry is too small"),
    "exchanged": say("a backward of which one entry is too large and another as much too small"),
    "negative": say("a backward with the wrong sign"),
    "zero": say("a backward that gives zeros"),
    "of_ones": say("a backward that is right where v consists of ones, which it does not"),
    "at_zero": say("a backward that is right at x = 0, which x is not"),
    "reversed": say("a backward whose entries come in the wrong order"),
    "transposed": say("a backward that multiplies by the Jacobian and not by its transpose"),
}


class Asked:
    """A pair that is drawn, and what agrees says of it. It remembers the calls of f, as how far they were from x, and
    counts those of backward. how: of the pair. few: more calls than are needed are claimed not to come."""

    def __init__(self, student, data, claim, n, m, size=1.0, of_v=1.0, eps=1e-4, rtol=3e-6, blind=0, few=False):
        how = {"size": size, "of_v": of_v, "blind": blind, "wrong_by": rtol * data.number(120.0, 180.0)}
        given = data.given("pairs", "Pair", n=n, m=m, claim=str(claim), seed=int(data.integers(0, 10**9)), **how)
        self.pair, self.eps, self.few, self.steps, self.backwards = given.module, eps * size, few, [], 0
        self.answer = student.agrees(self.f, self.backward, self.pair.x, self.pair.v, self.eps, rtol)

    def f(self, x):
        x = as_vector(x, self.pair.x)
        self.steps.append(float(np.abs(x - self.pair.x).sum() / self.eps))
        self.limited(len(self.steps), "f", 2 * self.pair.x.size + 1)
        return self.pair.f(x)

    def backward(self, x, v):
        self.backwards += 1
        self.limited(self.backwards, "backward", 1)
        return self.pair.backward(as_vector(x, self.pair.x), as_vector(v, self.pair.v))

    def limited(self, calls, name, most):
        words = say(
            "{function} is called more than {n} times for n = {size}", function=name, n=most, size=self.pair.x.size
        )
        expect(name if self.few and calls > most else "", "", words, cause="wrong_state")


def as_vector(sent, like):
    """What an answer calls with, which can be anything. Raises TypeError or ValueError for other than real numbers in
    the shape of `like`."""
    vector = np.asarray(sent).astype(float, casting="same_kind")
    if vector.shape != like.shape:
        raise ValueError(f"{vector.shape} in the place of {like.shape}")
    return vector


def told_apart(student, data, claims, *case, **how):
    """Claims that the right pairs, as many as wrong ones, are told apart from these."""

    def seen():
        """What tells mistakes apart, at small sizes and at one that is not."""
        other = data.child("profile")
        shapes = [(claim, 3, 3) for claim in WORDS] + [("too_small", 200, 1)]
        shapes += [(claim, 3, 3, *scales) for scales in SCALES for claim in ("right", "too_large", "too_small")]
        each = [Asked(student, other, *shape) for shape in shapes]
        return [float(x) for it in each for x in (it.answer, it.backwards, len(it.steps), sum(it.steps))]

    for claim in data.random.permutation([*claims, *len(claims) * ["right"]]):
        answer = Asked(student, data, claim, *case, **how).answer
        with fingerprint(seen):
            words = say("agrees is {answer} for {pair}", answer=str(answer), pair=WORDS[claim])
            expect(answer, claim == "right", words, cause="wrong_value")


@exercise.check(points=3, hint="Which entries of a right product do your differences miss, and which wrong ones not?")
@exercise.cases(
    (OTHERS, 4, 2),
    (("transposed", "negative"), 3, 3),
    (("zero", "too_large"), 1, 1),
    (OTHERS, sizes(4, 20), sizes(2, 20), FAR, FAR, EPS, RTOL),
    (("transposed", "zero"), 7, 7, FAR, FAR, EPS, RTOL),
)
def wrong_pairs_are_found(student, solution, data, *case):
    """Right pairs are found right, and wrong ones wrong: a sign, zeros, the Jacobian not transposed, another x or v."""
    told_apart(student, data, *case)


@exercise.check(points=3, hint="Compare each entry with its own difference: what do sums, norms and means not see?")
@exercise.cases(
    (SINGLE, 3, 2),
    (("too_large", "too_small"), 1, sizes(1, 4)),
    (SINGLE, sizes(2, 40), sizes(1, 9), FAR, FAR, EPS, RTOL),
    (SINGLE, sizes(3, 9), sizes(1, 9), TINY, TINY, EPS, 1e-6),
    (("too_small",), sizes(190, 220), 2, TINY, TINY, EPS, RTOL),
)
def single_entries_are_found(student, solution, data, *case):
    """One wrong entry of many is found, also where another one makes up for it."""
    told_apart(student, data, *case)


@exercise.check(points=1, hint="A forward difference is off by some eps, a central one by some eps².")
@exercise.cases(
    (SINGLE, 3, 2, 1.0, 1.0, 1e-3, 3e-5), (SINGLE, 3, 2, FAR, FAR, 1e-3, 3e-5), (SINGLE, 4, 2, TINY, 1.0, 1e-4, 1e-6)
)
def differences_are_central(student, solution, data, *case):
    """A coarse step does not make a right pair wrong: the differences are central."""
    told_apart(student, data, *case)


@exercise.check(points=1, hint="What is |claimed − measured| / |measured| where both are 0?")
@exercise.cases((SINGLE, 5, 1, 1.0, 1.0, 1e-4, 3e-6, 2), (SINGLE, sizes(5, 20), 1, FAR, FAR, EPS, RTOL, 3))
def entries_of_zero_are_right(student, solution, data, *case):
    """Inputs that make no difference to f do no harm."""
    # f has one result: a sum of several products may round in another way each time, so that no difference would be 0
    told_apart(student, data, *case)


@exercise.check(
    points=1, hint="One call of f up, one down for each entry of x. How often does backward have to be asked?"
)
@exercise.cases((("zero", "too_large"), 4, 3), (("too_small",), sizes(5, 60), sizes(2, 9), TINY, TINY))
def calls_are_few(student, solution, data, *case):
    """f is called 2n + 1 times at most, backward once, and the answer is right."""
    told_apart(student, data, *case, few=True)


exercise.leaves_arguments(points=1)
