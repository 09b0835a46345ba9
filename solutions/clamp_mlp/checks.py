import numpy as np

from grader import Exercise, close, expect, fingerprint, gradcheck, losses, receives, say, tensor, trajectory, unchanged

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
@exercise.cases(*((((3, 4, 5, 2), "float64"), ((1, 3, 2, 1), "float32"), ((16, 40, 10, 5), "float32")) * 2))
def prediction_is_right(student, solution, data, sizes, dtype):
    """The prediction is max(X·w1, 0)·w2, whatever the sizes, and leaves w1 and w2 as they were."""
    X, _, w1, w2 = data.once(problem, *sizes, dtype)
    lent = {"w1": student.leaf(w1), "w2": student.leaf(w2)}
    for scale in (1, 1000):  # nothing but 0 is a bound
        close(student.forward(scale * X, *lent.values()), solution.forward(scale * X, w1, w2), "forward")
        unchanged(**lent)


@exercise.check(points=3, hint="Check which values the clamp lets through: the gradient takes the same way back.")
@exercise.cases(
    (True, True, 3, 2, 3, 2), (True, False, 5, 9, 7, 4), (False, True, 3, 2, 3, 2), (False, False, 5, 9, 7, 4)
)
def gradients_reach_both_layers(student, solution, data, derivative, contiguous, *sizes):
    """The prediction has the right gradient with respect to w1 and w2."""
    X, y, w1, w2 = data.once(problem, *sizes)
    cotangents = [data.normal(*y.shape), data.normal(*y.shape, scale=30.0)]
    how = {"cotangents": cotangents, "contiguous": contiguous, "derivative": derivative}
    gradcheck(student.forward, (X, w1, w2), solution.forward, wrt=(1, 2), **how)


@exercise.check(points=3, hint="Each step: the sum of the squares, both gradients from nothing, then both updates.")
@exercise.cases(((6, 5, 4, 2), 10, "float64"), ((24, 60, 20, 8), 5, "float32"))
def training_follows_the_reference(student, solution, data, *case):
    """Training follows the reference, step by step."""
    problem = data.once(descent, *case)
    trajectory(trained(student, *problem)[0], trained(solution, *problem)[0])


@exercise.check(points=2, hint="Which tensors does the caller hold when your loop is through, and what is in them?")
@exercise.cases(((5, 4, 6, 3), 4, "float32"), ((7, 3, 5, 1), 1, "float64"))
def weights_are_trained_in_place(student, solution, data, *case):
    """Afterwards the w1 and w2 that were passed in hold the trained values, and are leaves that require gradients."""
    problem = data.once(descent, *case)
    (_, wanted), (curve, lent) = trained(solution, *problem), trained(student, *problem)
    after = {name: leaf.value() for name, leaf in lent.items()}
    with fingerprint(curve, after):  # who never moves differs from who moves a copy
        still = " and ".join(name for name, leaf in lent.items() if np.array_equal(after[name], leaf.array)) or "none"
        expect(still, "none", say("training has left the values of {names}, as passed in, untouched", names=still))
        for name, leaf in lent.items():
            now = leaf.now()
            close(after[name], wanted[name].value(), say("{name} after training", name=name), cause="wrong_state")
            flags = f"requires_grad={now.requires_grad}, is_leaf={now.is_leaf}"
            message = say("after training {name} is no longer a leaf that requires gradients", name=name)
            expect(flags, "requires_grad=True, is_leaf=True", message)
            receives(leaf, leaf.array, data, name, held=True)


def trained(subject, X, y, w1, w2, rate, steps):
    """The losses, and the w1 and w2 that were lent, by name."""
    lent = {"w1": subject.leaf(w1), "w2": subject.leaf(w2)}
    return subject.train(X, y, *lent.values(), rate, steps), lent


def problem(data, batch, inputs, hidden, outputs, dtype="float64", clear=KINK):
    """X, y, w1, w2 with no hidden value near 0, some on each side, and something below 0 where none is clamped."""
    shapes = (batch, inputs), (batch, outputs), (inputs, hidden), (hidden, outputs)

    def stays_clear(X, y, w1, w2):
        before = X @ w1
        return np.abs(before).min() > clear and (before > 0).any() and (before < 0).any() and (before @ w2 < 0).any()

    return data.until(lambda: tuple(data.normal(*shape, dtype=dtype) for shape in shapes), stays_clear)


def descent(data, sizes, steps, dtype):
    """X, y, w1, w2, a learning rate with which the loss falls fast, and steps in which no hidden value comes near 0."""

    def draw():
        X, y, w1, w2 = problem(data, *sizes, dtype, clear=CROSSING)
        rate = 0.3 / (np.linalg.norm(X, 2) ** 2 * np.linalg.norm(w2, 2) ** 2 + np.linalg.norm(X @ w1, 2) ** 2)
        return X, y, w1, w2, float(rate), steps

    return data.until(draw, lambda *drawn: closest_to_zero(*drawn) > CROSSING)


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
