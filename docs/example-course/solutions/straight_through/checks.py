import numpy as np

from grader import Exercise, agree, gradcheck, losses, results, say, tensor, train_alike, trajectory, unchanged

exercise = Exercise(
    title="A straight-through estimator",
    allows=("torch",),
    hints=(
        "backward is not the derivative of forward here: it is what you decide it to be.",
        "Save w in forward. In backward return grad_output where |w| <= 1, and 0 elsewhere. In fit, only the "
        "prediction sees the signs; the update goes to the real weights.",
    ),
    returns={"Binarize": tensor, "fit": results(tensor, losses)},
)


def weights(data, *shape, dtype="float64"):
    """On both sides of 0 and of the window's ends at -1 and 1, and clear of all three."""
    size = data.uniform(0.1, 0.9, *shape) + (data.uniform(0, 1, *shape) > 0.5)
    return (size * data.random.choice([-1.0, 1.0], shape)).astype(dtype)


@exercise.check(points=2, hint="Print Binarize.apply for -0.5, 0.0 and 2.0: which numbers come out?")
def signs_come_out(student, solution, data):
    """Every weight becomes -1 or +1, and 0 becomes +1."""
    for w in (weights(data, 5), weights(data, 2, 3, dtype="float32"), np.array([0.0, -0.3, 0.0])):
        agree(student.Binarize.apply, solution.Binarize.apply, w, what="sign(w)")


@exercise.check(points=4, hint="Which of your weights lie outside of [-1, 1], and which gradient do they get?")
def gradient_goes_straight_through(student, solution, data):
    """The gradient goes through unchanged where |w| ≤ 1, and not at all elsewhere."""
    for w in (weights(data, 6), weights(data, 3, 5), np.array([1.0, -1.0, 1.1]), weights(data, 40)):
        cotangents = [data.normal(*w.shape), data.normal(*w.shape, scale=50.0)]
        apply, reference = student.Binarize.apply, solution.Binarize.apply
        gradcheck(apply, (w,), reference, cotangents=cotangents, derivative=False)


@exercise.check(points=3, hint="Follow one weight by hand through two steps: what is compared with y, what is updated?")
@exercise.cases((12, 3, 8), (20, 5, 12))
def training_follows_the_reference(student, solution, data, samples, features, steps):
    """Training follows the reference, step by step, and returns the last real weights."""
    problem = *regression(data, samples, features), data.number(0.05, 0.1), steps
    train_alike(student.fit, solution.fit, *problem, returned=[say("the returned w")])


@exercise.check(points=1, hint="Is the w that fit updates a tensor of its own?")
@exercise.cases(3, 4)
def the_caller_keeps_the_weights(student, solution, data, features):
    """Training is right, and the weights that were passed in are as they were."""
    X, y, w = regression(data, 10, features)
    lent = student.leaf(w, requires_grad=False)
    _, curve = student.fit(X, y, lent, 0.05, 4)
    trajectory(curve, solution.fit(X, y, w, 0.05, 4)[1])
    unchanged(w=lent)


def regression(data, samples, features):
    """X, y and weights to start from, of which some have the wrong sign and one lies outside of the window."""
    X, w = data.normal(samples, features), weights(data, features)
    w[0] = np.sign(w[0]) * data.number(1.1, 1.4)
    y = X @ np.where(np.arange(features) % 2, 1.0, -1.0) + data.normal(samples, scale=0.1)
    return X, y, w
