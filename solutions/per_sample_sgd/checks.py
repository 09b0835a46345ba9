import msgspec
import numpy as np

from grader import Exercise, close, equal, losses, number, results, trajectory

exercise = Exercise(
    title="One update a sample",
    allows=("torch",),
    hints=(
        "The update comes after every sample, not after every pass over the data.",
        "Two nested loops: epochs outside, samples inside. For each sample: loss, gradient, note the "
        "gradient, update w, clear. After the inner loop note the loss of its last sample.",
    ),
    returns={"train": results(number, losses, losses)},
)


@exercise.check(
    points=4, hint="Follow two samples by hand: which w does the second one meet, and what is in its .grad?"
)
def every_sample_has_its_own_gradient(student, solution, data):
    """Every sample's gradient is that of its own loss, at the w that the sample before it has left."""
    for samples, epochs, sign, at_zero in ((3, 2, 1, 0), (5, 3, -1, 0), (1, 4, 1, 0), (4, 2, 1, 1)):
        found = right_gradients(student, solution, *problem(data, samples, epochs, sign, at_zero), epochs)
        if not found:
            return found
    return found


@exercise.check(points=3, hint="Which sample's loss is asked for, and when in the loop is it the right one?")
def losses_are_those_of_each_epochs_last_sample(student, solution, data):
    """The losses are, epoch by epoch, the last sample's, as they were before its update."""
    for samples, epochs, sign in ((4, 6, 1), (2, 9, -1)):
        given = problem(data, samples, epochs, sign)
        _, curve, _ = student.train(*given, epochs)
        _, expected, _ = solution.train(*given, epochs)
        found = counted(curve, epochs, "losses", "one an epoch") and trajectory(curve, expected)
        if not found:
            return found
    return found


@exercise.check(points=2, hint="The w that comes back has gone through every sample's update, the last one's too.")
def last_w_comes_back(student, solution, data):
    """The returned w is the one after the last sample's update."""
    for samples, epochs, sign in ((6, 2, 1), (3, 7, -1)):
        given = problem(data, samples, epochs, sign)
        w, curve, grads = student.train(*given, epochs)
        found = close(w, solution.train(*given, epochs)[0], "the returned w")
        if not found:
            return msgspec.structs.replace(found, evidence=np.concatenate([[w], curve, grads]))
    return found


@exercise.check(points=1, hint="Each call begins anew: with the w that it is given, and with no gradient from before.")
def posts_run_comes_out(student, solution, data):
    """The post's run comes out, before and after another one."""
    post = [1.0, 2.0, 3.0], [2.0, 4.0, 6.0], 1.0, 0.01
    for *given, epochs in ((*post, 10), (*problem(data, 4, 3), 3), (*post, 10)):
        w, curve, _ = student.train(*given, epochs)
        expected_w, expected_curve, _ = solution.train(*given, epochs)
        found = right_gradients(student, solution, *given, epochs)
        found = found and counted(curve, epochs, "losses", "one an epoch")
        found = found and trajectory(curve, expected_curve) and close(w, expected_w, "the returned w")
        if not found:
            return found
    return found


def right_gradients(student, solution, xs, ys, w, rate, epochs):
    _, _, grads = student.train(xs, ys, w, rate, epochs)
    _, _, expected = solution.train(xs, ys, w, rate, epochs)
    found = counted(grads, len(xs) * epochs, "gradients", "one a sample, in every epoch")
    found = found and trajectory(grads, expected, what="the gradient")
    if found.cause != "wrong_trajectory":
        return found
    first = found.curves.first
    where = f"epoch {first // len(xs)}, sample {first % len(xs)}"
    message = f"the gradient of {where} (both from 0) is {found.actual}, expected {found.expected}"
    return msgspec.structs.replace(
        found, cause="wrong_gradient", message=message, where=where, reading=None, curves=None
    )


def counted(actual, expected, things, each):
    """Whether there are as many as expected."""
    message = f"there are {actual.size} {things}, expected {expected}: {each}"
    found = equal(actual.size, expected, message, cause="wrong_shape")
    return found if found else msgspec.structs.replace(found, evidence=actual)


def problem(data, samples, epochs, sign=1, at_zero=0):
    """xs, ys, w and a learning rate. No sample's error comes near zero in that many epochs.

    sign: that of the line's slope. at_zero: how many samples, after the first one, have x = 0.
    """
    for _ in range(1000):
        x = data.uniform(0.5, 2.0, samples) * data.random.choice([-1.0, 1.0], samples)
        x[1 : 1 + at_zero] = 0.0
        y = sign * data.number(2.0, 4.0) * x + data.normal(samples, scale=0.3)
        w, rate = sign * data.number(-1.0, 0.5), data.number(0.02, 0.04)
        if smallest_error(x, y, w, rate, epochs) > 0.1:
            return x.tolist(), y.tolist(), w, rate
    raise AssertionError(f"no problem of {samples} samples keeps its errors clear of zero")


def smallest_error(xs, ys, w, rate, epochs):
    errors = []
    for _ in range(epochs):
        for x, y in zip(xs, ys, strict=True):
            errors.append(abs(x * w - y))
            w -= rate * 2 * x * (x * w - y)
    return min(errors)
