from grader import (
    LARGE,
    MEDIUM,
    SIGN,
    TINY,
    Exercise,
    close,
    expect,
    fingerprint,
    losses,
    magnitudes,
    number,
    results,
    say,
    sizes,
    train_alike,
    trajectory,
)

exercise = Exercise(
    title="One update a sample",
    allows=("torch",),
    hints=(
        "The update comes after every sample, not after every pass over the data.",
        "Two nested loops: epochs outside, samples inside. For each sample: loss, gradient, note the "
        "gradient, update w, clear. After the inner loop note the loss of its last sample.",
    ),
    returns={"train": results(number, losses, losses, names=("w", "losses", "gradients"))},
)

LOSSES = say("losses"), say("one an epoch")


PULL, SLOW, QUICK = magnitudes(0.02, 1.5), magnitudes(0.005, 0.02), magnitudes(0.7, 1.4)
LONG = sizes(180, 240)
"""A number of epochs: a quick descent to one sample has arrived; a slow one is still on its way."""


@exercise.check(
    points=4, hint="Follow two samples by hand: which w does the second one meet, and what is in its .grad?"
)
@exercise.cases(
    (3, 2, 1),
    (5, 3, -1),
    (4, 2, 1, 1),
    (1, sizes(1, 4), SIGN, 0, TINY, TINY, PULL),
    (LONG, 1, SIGN, 2, LARGE, LARGE, PULL),
)
def every_sample_has_its_own_gradient(student, solution, data, samples, epochs, *how):
    """Every sample's gradient is that of its own loss, at the w that the sample before it has left."""
    right_gradients(student, solution, *problem(data, samples, epochs, *how))


@exercise.check(points=2, hint="Which sample's loss is asked for, and when in the loop is it the right one?")
@exercise.cases(
    (4, 6, 1),
    (2, 9, -1),
    (sizes(2, 12), sizes(2, 8), SIGN, 0, TINY, TINY, PULL),
    (1, LONG, SIGN, 0, LARGE, MEDIUM, QUICK),
)
def losses_are_those_of_each_epochs_last_sample(student, solution, data, samples, epochs, *how):
    """The losses are, epoch by epoch, the last sample's, as they were before its update."""
    given = problem(data, samples, epochs, *how)
    follows(student.train(*given)[1], solution.train(*given)[1], *LOSSES)


@exercise.check(points=2, hint="The w that comes back has gone through every sample's update, the last one's too.")
@exercise.cases(
    (6, 2, 1),
    (3, 7, -1),
    (1, LONG, SIGN, 0, TINY, TINY, SLOW),
    (sizes(2, 12), sizes(2, 8), SIGN, 0, LARGE, LARGE, PULL),
)
def last_w_comes_back(student, solution, data, samples, epochs, *how):
    """The returned w is the one after the last sample's update."""
    given = problem(data, samples, epochs, *how)
    train_alike(student.train, solution.train, *given, returned=[say("the returned w")], losses=False)


@exercise.check(points=1, hint="Each call begins anew: with the w that it is given, and with no gradient from before.")
def posts_run_comes_out(student, solution, data):
    """The post's run comes out, before and after another one."""
    post = [1.0, 2.0, 3.0], [2.0, 4.0, 6.0], 1.0, 0.01, 10
    at_rest = [data.quarter()] * data.size(1, 9)
    student.train.failing([1.0, 2.0], [1.0, None], 1.0, 0.01, 1)
    for given in (post, problem(data, 4, 3), (at_rest, [1.5 * x for x in at_rest], 1.5, 0.05, 2), post):
        (w, curve, _), (expected_w, expected_curve, _) = student.train(*given), solution.train(*given)
        right_gradients(student, solution, *given)
        follows(curve, expected_curve, *LOSSES)
        close(w, expected_w, say("the returned w"))


exercise.leaves_arguments(points=1)


def right_gradients(student, solution, xs, *rest):
    (_, _, grads), (_, _, expected) = student.train(xs, *rest), solution.train(xs, *rest)
    places = (divmod(i, len(xs)) for i in range(expected.size))
    at = [say("epoch {epoch}, sample {sample} (both from 0)", epoch=e, sample=s) for e, s in places]
    how = {"what": say("the gradient"), "at": at, "cause": "wrong_gradient"}
    follows(grads, expected, say("gradients"), say("one a sample, in every epoch"), **how)


def follows(actual, expected, things, each, **how):
    """Claims that there are as many, and that they are the expected ones. how: as in `trajectory`."""
    words = {"n": actual.size, "things": things, "expected": expected.size, "each": each}
    message = say("there are {n} {things}, expected {expected}: {each}", **words)
    with fingerprint(actual):
        expect(actual.size, expected.size, message, cause="wrong_shape")
    trajectory(actual, expected, **how)


def problem(data, samples, epochs, sign=1, at_zero=0, scale=1.0, height=1.0, pull=None):
    """What train is given. sign: that of the line's slope. at_zero: how many samples, after the first one, have x = 0.
    scale, height: the sizes of x and y. pull: what part of its way the largest x takes w in a step; without it no
    sample's error comes near zero in that many epochs."""

    def drawn():
        x, y = data.near_a_line(samples, sign, slope=(2.0, 4.0), zeros=at_zero)
        return x.tolist(), y.tolist(), sign * data.number(-1.0, 0.5), data.number(0.02, 0.04), epochs

    if pull is None:
        return data.until(drawn, lambda *given: smallest_error(*given) > 0.1)
    x, y, w, *_ = drawn()
    xs, ys = [scale * u for u in x], [height * v for v in y]
    return xs, ys, w * height / scale, pull / (2 * max(map(abs, xs)) ** 2), epochs


def smallest_error(xs, ys, w, rate, epochs):
    errors = []
    for x, y in list(zip(xs, ys, strict=True)) * epochs:
        errors.append(abs(x * w - y))
        w -= rate * 2 * x * (x * w - y)
    return min(errors)
