import msgspec
import numpy as np

from grader import PASSED, Exercise, close, equal, gradcheck, losses, tensor, trajectory
from grader.checks.witness import receives

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
)

KINK = 0.02
"""Hidden values stay this far from clamp's kink at 0, on both sides of it."""
CROSSING = 1e-4
"""And this far during training, so that rounding never decides on which side one is."""


@exercise.check(points=2, hint="A product, a clamp from below at 0, another product.")
def prediction_is_right(student, solution, data):
    """The prediction is max(X·w1, 0)·w2, whatever the sizes, and leaves w1 and w2 as they were."""
    for sizes, dtype in (((3, 4, 5, 2), "float64"), ((1, 3, 2, 1), "float32"), ((16, 40, 10, 5), "float32")) * 2:
        X, _, w1, w2 = data.once(problem, *sizes, dtype)
        lent = student.leaf(w1), student.leaf(w2)
        for scale in (1, 1000):  # nothing but 0 is a bound
            actual, expected = student.forward(scale * X, *lent), solution.forward(scale * X, w1, w2)
            found = close(actual, expected, "forward") and untouched(lent)
            if not found:
                return found
    return found


@exercise.check(points=3, hint="Check which values the clamp lets through: the gradient takes the same way back.")
def gradients_reach_both_layers(student, solution, data):
    """The prediction has the right gradient with respect to w1 and w2."""
    shapes = ((3, 2, 3, 2), True), ((5, 9, 7, 4), False)
    for turn, (sizes, contiguous) in enumerate(shapes * 2):  # each shape again, with other data
        X, y, w1, w2 = data.once(problem, *sizes)
        cotangents = [data.normal(*y.shape), data.normal(*y.shape, scale=30.0)]
        found = gradcheck(
            student.forward,
            (X, w1, w2),
            solution.forward,
            wrt=(1, 2),
            cotangents=cotangents,
            contiguous=contiguous,
            derivative=turn < 2,
        )
        if not found:
            return found
    return found


@exercise.check(points=3, hint="Each step: the sum of the squares, both gradients from nothing, then both updates.")
def training_follows_the_reference(student, solution, data):
    """Training follows the reference, step by step."""
    for sizes, steps, dtype in (((6, 5, 4, 2), 10, "float64"), ((24, 60, 20, 8), 5, "float32")):
        X, y, w1, w2, rate = data.once(descent, sizes, steps, dtype)
        expected = solution.train(X, y, solution.leaf(w1), solution.leaf(w2), rate, steps)
        found = trajectory(student.train(X, y, student.leaf(w1), student.leaf(w2), rate, steps), expected)
        if not found:
            return found
    return found


@exercise.check(points=2, hint="Which tensors does the caller hold when your loop is through, and what is in them?")
def weights_are_trained_in_place(student, solution, data):
    """Afterwards the w1 and w2 that were passed in hold the trained values, and are leaves that require gradients."""
    for sizes, steps, dtype in (((5, 4, 6, 3), 4, "float32"), ((7, 3, 5, 1), 1, "float64")):
        X, y, w1, w2, rate = data.once(descent, sizes, steps, dtype)
        ours, theirs = [solution.leaf(w1), solution.leaf(w2)], [student.leaf(w1), student.leaf(w2)]
        solution.train(X, y, *ours, rate, steps)
        curve = student.train(X, y, *theirs, rate, steps)
        found = trained_in_place([w1, w2], [leaf.now() for leaf in theirs], [value(leaf.now()) for leaf in ours])
        for name, leaf in zip(("w1", "w2"), theirs, strict=True):
            found = found and receives(student, leaf.number, leaf.array, data, name, held=True)
        if not found:
            return seen_with(found, curve, theirs)
    return found


def untouched(lent):
    """Whether the w1 and w2 that were lent still hold what they held."""
    found = PASSED
    for name, leaf in zip(("w1", "w2"), lent, strict=True):
        same = np.array_equal(value(leaf.now()), leaf.array)
        found = found and equal(same, True, f"forward has changed the values of the caller's {name}")
    return found


def problem(data, batch, inputs, hidden, outputs, dtype="float64", clear=KINK):
    """X, y, w1, w2 with no hidden value near 0, some on each side, and something below 0 where none is clamped."""
    for _ in range(1000):
        shapes = (batch, inputs), (batch, outputs), (inputs, hidden), (hidden, outputs)
        X, y, w1, w2 = (data.normal(*shape, dtype=dtype) for shape in shapes)
        before = X @ w1
        if np.abs(before).min() > clear and (before > 0).any() and (before < 0).any() and (before @ w2 < 0).any():
            return X, y, w1, w2
    raise AssertionError(f"no problem of size {batch}, {inputs}, {hidden} stays clear of the kink")


def descent(data, sizes, steps, dtype):
    """X, y, w1, w2 and a learning rate with which the loss falls fast and no hidden value comes near 0."""
    for _ in range(200):
        X, y, w1, w2 = problem(data, *sizes, dtype, clear=CROSSING)
        rate = 0.3 / (np.linalg.norm(X, 2) ** 2 * np.linalg.norm(w2, 2) ** 2 + np.linalg.norm(X @ w1, 2) ** 2)
        if closest_to_zero(X, y, w1, w2, rate, steps) > CROSSING:
            return X, y, w1, w2, float(rate)
    raise AssertionError(f"no training of size {sizes} stays clear of the kink")


def closest_to_zero(X, y, w1, w2, rate, steps):
    """The smallest size of a hidden value during training."""
    closest = np.inf
    for _ in range(steps):
        before = X @ w1
        closest = min(closest, np.abs(before).min())
        h = np.maximum(before, 0)
        error = 2 * (h @ w2 - y)
        w1, w2 = w1 - rate * X.T @ (error @ w2.T * (before > 0)), w2 - rate * h.T @ error
    return closest


def trained_in_place(starts, now, expected):
    """Whether the leaves that were passed in as w1 and w2, holding `starts`, are leaves that hold what is expected."""
    names = ("w1", "w2")
    unmoved = [n for n, start, leaf in zip(names, starts, now, strict=True) if np.array_equal(value(leaf), start)]
    which = " and ".join(unmoved) or "none"
    found = equal(which, "none", f"training has left the values of {which}, as passed in, untouched")
    for name, leaf, wanted in zip(names, now, expected, strict=True):
        flags = f"requires_grad={leaf.requires_grad}, is_leaf={leaf.is_leaf}"
        message = f"after training {name} is no longer a leaf that requires gradients"
        found = found and close(value(leaf), wanted, f"{name} after training", cause="wrong_state")
        found = found and equal(flags, "requires_grad=True, is_leaf=True", message)
    return found


def seen_with(found, curve, leaves):
    """The outcome, with the losses and the weights as its evidence: who never moves differs from who moves a copy."""
    weights = [value(leaf.now()).ravel() for leaf in leaves]
    return msgspec.structs.replace(found, evidence=np.concatenate([curve, *weights]))


def value(read):
    return tensor(read, "the tensor")
