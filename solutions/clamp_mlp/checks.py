import numpy as np

from grader import Exercise, close, equal, gradcheck, losses, tensor, trajectory

exercise = Exercise(
    title="A two-layer network with clamp",
    allows=("torch",),
    returns={"forward": tensor, "train": losses},
    on_device=True,
)

KINK = 0.02
"""Hidden values stay this far from clamp's kink at 0, on both sides of it."""


def problem(data, batch, inputs, hidden, outputs, dtype="float64"):
    """X, y, w1, w2 with no hidden value near 0 and some on each side."""
    for _ in range(1000):
        X, w1 = data.normal(batch, inputs, dtype=dtype), data.normal(inputs, hidden, dtype=dtype)
        before = X @ w1
        if np.abs(before).min() > KINK and (before > 0).any() and (before < 0).any():
            return X, data.normal(batch, outputs, dtype=dtype), w1, data.normal(hidden, outputs, dtype=dtype)
    raise AssertionError(f"no problem of size {batch}, {inputs}, {hidden} stays clear of the kink")


@exercise.check(points=2, hint="A product, a clamp from below at 0, another product.")
def prediction_is_right(student, solution, data):
    """The prediction is max(X·w1, 0)·w2, whatever the sizes."""
    for sizes, dtype in (((3, 4, 5, 2), "float64"), ((1, 3, 2, 1), "float32"), ((4, 6, 3, 3), "float32")):
        X, _, w1, w2 = problem(data, *sizes, dtype=dtype)
        found = close(student.forward(X, w1, w2), solution.forward(X, w1, w2), "forward")
        if not found:
            return found
    return found


@exercise.check(points=3, hint="Check which values the clamp lets through: the gradient takes the same way back.")
def gradients_reach_both_layers(student, solution, data):
    """The prediction has the right gradient with respect to w1 and w2."""
    for sizes, contiguous in (((3, 2, 3, 2), True), ((5, 9, 7, 4), False)):
        X, y, w1, w2 = problem(data, *sizes)
        cotangents = [data.normal(*y.shape), data.normal(*y.shape, scale=30.0)]
        found = gradcheck(
            student.forward, (X, w1, w2), solution.forward, wrt=(1, 2), cotangents=cotangents, contiguous=contiguous
        )
        if not found:
            return found
    return found


@exercise.check(points=5, hint="After each update both gradients start from nothing again.")
def training_follows_the_reference(student, solution, data):
    """Training in place follows the reference, step by step, and leaves leaf tensors behind."""
    for sizes, steps, dtype in (((6, 5, 4, 2), 10, "float64"), ((8, 20, 6, 3), 6, "float32")):
        X, y, w1, w2 = problem(data, *sizes, dtype=dtype)
        rate = 0.2 / float(np.square(X).sum() * np.square(w2).sum())
        ours, theirs = [solution.leaf(w1), solution.leaf(w2)], [student.leaf(w1), student.leaf(w2)]
        expected = solution.train(X, y, *ours, rate, steps)
        found = trajectory(student.train(X, y, *theirs, rate, steps), expected)
        for name, mine, their in zip(("w1", "w2"), ours, theirs, strict=True):
            found = found and trained_in_place(name, their, mine)
        if not found:
            return found
    return found


def trained_in_place(name, actual, expected):
    """Whether the tensor that was passed in holds the trained values, and is still a leaf that requires gradients."""
    now = actual.now()
    flags = f"requires_grad={now.requires_grad}, is_leaf={now.is_leaf}"
    return close(value(now), value(expected.now()), name, cause="wrong_state") and equal(
        flags, "requires_grad=True, is_leaf=True", f"after training {name} is no longer a leaf that requires gradients"
    )


def value(read):
    return tensor(read, "the tensor")
