import numpy as np

from grader import (
    DTYPE,
    LARGE,
    MANY,
    TINY,
    Exercise,
    Tolerance,
    any_of,
    close,
    expect,
    fingerprint,
    gradcheck,
    losses,
    magnitudes,
    receives,
    say,
    sizes,
    tensor,
    trajectory,
)

exercise = Exercise(
    title="A two-layer network with clamp",
    allows=("torch",),
    hints=(
        "Look at what has to be true of w1 and w2 after training: the same two tensors, changed, and leaves still.",
        "Multiply, clamp from below at 0, multiply. In each step: summed squares, backward, both updates in "
        "place under no_grad, both gradients cleared.",
    ),
    returns={"forward": tensor, "train": losses},
    on_device=True,
    in_place={"train": ("w1", "w2")},
)

KINK = 0.02
"""Hidden values stay this far from clamp's kink at 0, on both sides of it, where differences are taken."""
CROSSING = 1e-5
"""And this far where not, as a part of their mean size, so that rounding never decides on which side one is: a float32
sum of 400 terms is off by 1e-6."""

FEW, ANY, EITHER = sizes(2, 9), magnitudes(1e-3, 1e3), any_of(True, False)
WIDE = [tuple(MANY if i == k else FEW for i in range(4)) for k in range(4)]
"""Of batch, inputs, hidden units and outputs one is large."""


@exercise.check(points=1, hint="A product, a clamp from below at 0, another product.")
@exercise.cases(
    *[((3, 4, 5, 2), "float64", 1.0, 1.0)] * 2,  # the same shapes twice, for an answer that remembers the first ones
    ((1, 3, 2, 1), DTYPE, ANY, ANY),
    ((16, 40, 10, 5), DTYPE, LARGE, ANY),
    *((wide, DTYPE, ANY, any_of(1.0, TINY)) for wide in WIDE),
)
def prediction_is_right(student, solution, data, sizes, dtype, scale, of_weights):
    """The prediction is max(X·w1, 0)·w2, whatever the sizes."""
    X, _, w1, w2 = data.once(problem, sizes, dtype, scale)
    w1, w2 = (w * w.dtype.type(of_weights) for w in (w1, w2))
    lent = student.leaf(w1), student.leaf(w2)
    close(student.forward(X, *lent), solution.forward(X, w1, w2), "forward")


@exercise.check(points=3, hint="Check which values the clamp lets through: the gradient takes the same way back.")
@exercise.cases(
    ((5, 7, 4, 3), "float64", 1.0, False),
    ((5, 7, 4, 3), "float64", 1.0, True, True),
    (WIDE[0], DTYPE, ANY, EITHER),
    (WIDE[2], DTYPE, any_of(TINY, LARGE), EITHER),
)
def gradients_reach_both_layers(student, solution, data, sizes, dtype, scale, contiguous, derivative=False):
    """The prediction has the right gradient with respect to w1 and w2."""
    X, y, w1, w2 = data.once(problem, sizes, dtype, scale, KINK if derivative else CROSSING)
    cotangents = [data.normal(*y.shape, dtype=dtype, scale=size) for size in (1.0, data.magnitude(1e-3, 1e3))]
    how = {"cotangents": cotangents, "contiguous": contiguous, "derivative": derivative}
    gradcheck(student.forward, (X, w1, w2), solution.forward, wrt=(1, 2), **how)


@exercise.check(points=3, hint="Each step: the sum of the squares, both gradients from nothing, then both updates.")
@exercise.cases(
    ((6, 5, 4, 2), 10, "float64", 1.0),
    ((FEW, FEW, FEW, FEW), sizes(2, 30), DTYPE, ANY),
    ((2, sizes(1, 2), 1, 1), sizes(172, 190), DTYPE, magnitudes(1e-3, 1.0)),  # one of two is clamped: a loss stays
    (any_of(*WIDE), sizes(3, 9), DTYPE, LARGE),
)
def training_follows_the_reference(student, solution, data, *case):
    """Training follows the reference, step by step."""
    problem = data.once(descent, *case)
    (wanted, ours), (curve, theirs) = trained(solution, *problem), trained(student, *problem)
    trajectory(curve, wanted)
    for name, leaf in theirs.items() if curve.size > 100 else ():  # here, as such a run is not made twice
        close(leaf.value(), ours[name].value(), say("{name} after training", name=name), cause="wrong_state")


@exercise.check(points=2, hint="Which tensors does the caller hold when your loop is through, and what is in them?")
@exercise.cases(
    ((5, 4, 6, 3), 4, "float32", 1.0),
    ((1, sizes(1, 5), FEW, 1), 1, DTYPE, ANY),
    ((sizes(2, 4), 4, FEW, FEW), sizes(10, 30), DTYPE, TINY),
)
def weights_are_trained_in_place(student, solution, data, *case):
    """Afterwards the w1 and w2 that were passed in hold the trained values, and are leaves that require gradients."""
    problem = data.once(descent, *case)
    dead = (problem[0] @ problem[2] < 0).all(axis=0)
    (_, wanted), (curve, lent) = trained(solution, *problem), trained(student, *problem)
    after = {name: leaf.value() for name, leaf in lent.items()}
    with fingerprint(curve, after):  # who never moves differs from who moves a copy
        still = " and ".join(name for name, leaf in lent.items() if np.array_equal(after[name], leaf.array)) or "none"
        expect(still, "none", say("training has left the values of {names}, as passed in, untouched", names=still))
        for name, leaf in lent.items():
            now, unused = leaf.now(), np.s_[:, dead] if name == "w1" else dead
            close(after[name], wanted[name].value(), say("{name} after training", name=name), cause="wrong_state")
            what = say("what no gradient reaches in {name}, of hidden units that are 0 for every sample,", name=name)
            close(after[name][unused], leaf.array[unused], what, cause="wrong_state", tolerance=UNMOVED)
            flags = f"requires_grad={now.requires_grad}, is_leaf={now.is_leaf}"
            message = say("after training {name} is no longer a leaf that requires gradients", name=name)
            expect(flags, "requires_grad=True, is_leaf=True", message)
            receives(leaf, leaf.array, data, name, held=True)


UNMOVED = Tolerance(1e-6, 0)
"""As near as a weight stays to itself where it is kept in float32."""


def trained(subject, X, y, w1, w2, rate, steps):
    """The losses, and the w1 and w2 that were lent, by name."""
    lent = {"w1": subject.leaf(w1), "w2": subject.leaf(w2)}
    return subject.train(X, y, *lent.values(), rate, steps), lent


def problem(data, sizes, dtype, scale=1.0, clear=0.0):
    """X, y, w1, w2 with no hidden value near 0, some on each side, and something below 0 where none is clamped. Where
    there are as many inputs as samples, the last hidden unit is 0 for all of them. scale: of X and y."""
    batch, inputs, hidden, outputs = sizes
    shapes = (batch, inputs), (batch, outputs), (inputs, hidden), (hidden, outputs)

    def draw():
        X, y, w1, w2 = (data.normal(*shape) for shape in shapes)
        if batch <= inputs and hidden > 1:
            w1[:, -1] = -np.linalg.pinv(X) @ data.uniform(0.5, 1.5, batch)
        return tuple(array.astype(dtype) for array in (scale * X, scale * y, w1, w2))

    def stays_clear(X, y, w1, w2):
        before = X.astype("float64") @ w1
        near, open_ = np.abs(before).min() / np.abs(before).mean(), before[:, :-1] if hidden > 1 else before
        return near > clear and (open_ > 0).any() and (before < 0).any() and (before @ w2 < 0).any()

    return data.until(draw, stays_clear)


def descent(data, sizes, steps, dtype, scale):
    """X, y, w1, w2, a learning rate with which the loss falls fast, and steps in which no hidden value comes near 0."""

    def draw():
        X, y, w1, w2 = problem(data, sizes, dtype, scale, CROSSING)
        rate = 0.45 / (np.linalg.norm(X, 2) ** 2 * np.linalg.norm(w2, 2) ** 2 + np.linalg.norm(X @ w1, 2) ** 2)
        return X, y, w1, w2, float(rate), steps

    return data.until(draw, lambda *drawn: closest_to_zero(*drawn) > CROSSING)


def closest_to_zero(X, y, w1, w2, rate, steps):
    """The smallest size of a hidden value during training, as a part of their mean size; 0 where the loss grows."""
    closest, loss = np.inf, np.inf
    for _ in range(steps):
        before = X @ w1
        closest = min(closest, np.abs(before).min() / np.abs(before).mean())
        h = np.maximum(before, 0)
        error = 2 * (h @ w2 - y)
        loss, last = float(np.sum(error**2)), loss
        if not loss <= last:
            return 0.0
        w1, w2 = w1 - rate * X.T @ (error @ w2.T * (before > 0)), w2 - rate * h.T @ error
    return closest


exercise.leaves_arguments(points=1)
