from functools import partial

import numpy as np

from grader import (
    DTYPE,
    LARGE,
    MANY,
    MEDIUM,
    SOME,
    TINY,
    TOLERANCES,
    Bfloat16,
    Exercise,
    Tolerance,
    answers,
    close,
    expect,
    fingerprint,
    magnitudes,
    say,
    showing,
    sizes,
    train_alike,
)

exercise = Exercise(
    title="Fitting sin(x) with tensors",
    allows=("torch",),
    forbids=("functorch",),
    forbids_names=("requires_grad", "requires_grad_", "backward", "torch.autograd", "torch.func"),
    hints=(
        "It is the NumPy exercise again; only the functions' names and the results' types differ.",
        "Sum 2(y_pred − y) times 1, x, x² and x³ with tensor operations, update all four, and return them "
        "as 0-d tensors with x's dtype on x's device.",
    ),
    returns={
        "fit": answers.results(answers.sequence(answers.scalar, 4), answers.losses, names=("(a, b, c, d)", "losses"))
    },
    on_device=True,
)

ROUNDED = {
    **TOLERANCES,
    "float64": TOLERANCES["float32"],
    "float16": Tolerance(2e-2, 2e-2),
    "bfloat16": Tolerance(8e-2, 8e-2),
}
RETURNED = [say("the returned {name}", name=name) for name in "abcd"]
AFTER_ONE_STEP = [say("{name} after one step", name=name) for name in "abcd"]
PLAIN = 1.6, 1.0, 0.3
REACH, PULL, ARRIVING = magnitudes(0.8, 1.6), magnitudes(0.05, 0.9), magnitudes(0.3, 0.7)
CONVERGED, LONG = sizes(60, 90), sizes(200, 260)
"""Numbers of steps: a descent to one sample has arrived, in float64 too; others are still on their way."""


@exercise.check(
    points=3, hint="Write down the derivative of the loss with respect to each of a, b, c and d.", without_autograd=True
)
@exercise.cases(
    (5, "float64", *PLAIN),
    (1, DTYPE, REACH, MEDIUM, PULL),
    (SOME, "float32", TINY, TINY, PULL),
    (MANY, DTYPE, LARGE, LARGE, PULL),
    (SOME, DTYPE, 0.0, MEDIUM, PULL),
)
def one_step_follows_the_gradients(student, solution, data, samples, *how):
    """The first loss is the sum of the squares, and one step moves a, b, c and d against their gradients."""
    given = *polynomial(data, samples, *how), 1
    claims = {"returned": [AFTER_ONE_STEP], "more": 3, "cause": "wrong_gradient", "samples": samples}
    train_alike(student.fit, solution.fit, *given, **claims)


@exercise.check(
    points=3,
    hint="What does a step start from: which values of a, b, c and d, which prediction?",
    without_autograd=True,
)
@exercise.cases(
    (6, 9, "float64", *PLAIN),
    (SOME, SOME, DTYPE, REACH, MEDIUM, PULL),
    (2000, 5, "float32", np.pi, 1.0, PULL),
    (1, LONG, "float64", REACH, 1.0, ARRIVING),
    (SOME, 3, DTYPE, REACH, 0.0, PULL),
)
def losses_follow_the_reference(student, solution, data, samples, steps, *how):
    """The losses of many steps follow the reference."""
    train_alike(student.fit, solution.fit, *polynomial(data, samples, *how), steps)


@exercise.check(
    points=2, hint="The four that come back have gone through every update, the last one too.", without_autograd=True
)
@exercise.cases(
    (7, 4, "float64", *PLAIN),
    (sizes(5, 9), LONG, DTYPE, REACH, MEDIUM, PULL),
    (1, CONVERGED, DTYPE, TINY, MEDIUM, ARRIVING),  # nothing pulls at c and d there, so they stay where they are
)
def last_parameters_come_back(student, solution, data, samples, steps, *how):
    """The returned a, b, c and d are those after the last step, in this order."""
    given = *polynomial(data, samples, *how), steps
    train_alike(student.fit, solution.fit, *given, returned=[RETURNED], losses=False, more=3)


@exercise.check(
    points=1, hint="Print type, dtype and device of what you return, for an x of float64.", without_autograd=True
)
@exercise.cases((8, "float32"), (4, "float64"), (sizes(2, 12), "float16"), (sizes(2, 12), "bfloat16"))
def parameters_are_like_x(student, solution, data, samples, dtype):
    """The returned a, b, c and d are tensors on x's device with x's dtype, whatever that is."""
    kind = Bfloat16 if dtype == "bfloat16" else partial(np.asarray, dtype=dtype)
    x, y, start, rate = polynomial(data, samples, "float32", *PLAIN)
    params, curve = student.fit(kind(x), kind(y), tuple(map(kind, start)), rate, 2)
    expected, _ = solution.fit(x.astype(float), y.astype(float), tuple(p.astype(float) for p in start), rate, 2)
    with fingerprint(params, curve):
        close(np.array(params, float), np.array(expected, float), names=RETURNED, tolerance=ROUNDED[dtype])
    for name, param in zip("abcd", params, strict=True):
        is_like_x(param, name, dtype, student.fit.device)


exercise.leaves_arguments(points=1)


def polynomial(data, samples, dtype, reach, height, pull):
    """x up to `reach`, y and params of the size `height`, and a learning rate: below a pull of 1 the loss falls."""

    def drawn():
        x = data.uniform(-reach, reach, samples)
        return x, data.number(1.0, 3.0) * np.sin(x) + data.number(0.5, 1.5), data.uniform(-1.0, 1.0, 4)

    x, y, start = data.until(drawn, far_off)
    rate = pull / np.linalg.norm(np.vander(x, 4), 2) ** 2
    params = tuple(np.asarray(height * p, dtype) for p in start)
    return x.astype(dtype), (height * y).astype(dtype), params, float(rate)


def far_off(x, y, start):
    """The errors are no small differences of large terms, which float32 would not tell from others."""
    powers = np.vander(x, 4, increasing=True)
    return np.linalg.norm(powers @ start - y) > 0.25 * np.linalg.norm(np.abs(powers) @ np.abs(start))


def is_like_x(param, name, dtype, device):
    message = say("{name} is {kind}, expected a torch tensor", name=name, kind=param.described)
    with showing(expected=say("a torch tensor"), actual=param.described):
        expect(param.kind, "tensor", message, cause="wrong_type")
    words = {"actual": f"{param.dtype} on {param.device}", "expected": f"{dtype} on {device}"}
    message = say("{name} is {actual}, expected {expected} as x is", name=name, **words)
    expect(words["actual"], words["expected"], message, cause="wrong_type")
