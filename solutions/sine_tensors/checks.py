import numpy as np

from grader import TOLERANCES, Exercise, Tolerance, answers, close, expect, fingerprint, say, showing, train_alike

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
    returns={"fit": answers.results(answers.sequence(answers.scalar, 4), answers.losses)},
    on_device=True,
)

ROUNDED = {**TOLERANCES, "float64": TOLERANCES["float32"], "float16": Tolerance(2e-2, 2e-2)}
RETURNED = [say("the returned {name}", name=name) for name in "abcd"]
AFTER_ONE_STEP = [say("{name} after one step", name=name) for name in "abcd"]


@exercise.check(
    points=3, hint="Write down the derivative of the loss with respect to each of a, b, c and d.", without_autograd=True
)
@exercise.cases((5, "float64"), (9, "float32"), (1, "float64"))
def one_step_follows_the_gradients(student, solution, data, samples, dtype):
    """The first loss is the sum of the squares, and one step moves a, b, c and d against their gradients."""
    how = {"returned": [AFTER_ONE_STEP], "more": 3, "cause": "wrong_gradient", "samples": samples}
    train_alike(student.fit, solution.fit, *polynomial(data, samples, dtype), 1, **how)


@exercise.check(
    points=3,
    hint="What does a step start from: which values of a, b, c and d, which prediction?",
    without_autograd=True,
)
@exercise.cases((6, 9, "float64"), (2000, 5, "float32"), (3, 12, "float32"))
def losses_follow_the_reference(student, solution, data, samples, steps, dtype):
    """The losses of many steps follow the reference."""
    train_alike(student.fit, solution.fit, *polynomial(data, samples, dtype), steps)


@exercise.check(
    points=2, hint="The four that come back have gone through every update, the last one too.", without_autograd=True
)
@exercise.cases((7, 4, "float32"), (20, 8, "float64"))
def last_parameters_come_back(student, solution, data, samples, steps, dtype):
    """The returned a, b, c and d are those after the last step, in this order."""
    problem = polynomial(data, samples, dtype)
    train_alike(student.fit, solution.fit, *problem, steps, returned=[RETURNED], losses=False, more=3)


@exercise.check(
    points=2, hint="Print type, dtype and device of what you return, for an x of float64.", without_autograd=True
)
@exercise.cases((8, "float32"), (4, "float64"), (6, "float16"))
def parameters_are_like_x(student, solution, data, samples, dtype):
    """The returned a, b, c and d are tensors on x's device with x's dtype, whatever that is."""
    x, y, start, rate = polynomial(data, samples, dtype)
    params, curve = student.fit(x, y, start, rate, 2)
    expected, _ = solution.fit(x.astype(float), y.astype(float), tuple(p.astype(float) for p in start), rate, 2)
    with fingerprint(params, curve):
        close(np.array(params, float), np.array(expected, float), names=RETURNED, tolerance=ROUNDED[dtype])
    for name, param in zip("abcd", params, strict=True):
        is_like_x(param, name, dtype, student.fit.device)


def polynomial(data, samples, dtype):
    """x, y, params and a learning rate with which the loss falls fast."""
    x = data.uniform(-1.6, 1.6, samples)
    y = data.number(1.0, 3.0) * np.sin(x) + data.number(0.5, 1.5)
    rate = 0.3 / np.linalg.norm(np.vander(x, 4), 2) ** 2
    params = tuple(data.uniform(-1.0, 1.0, dtype=dtype) for _ in range(4))
    return x.astype(dtype), y.astype(dtype), params, float(rate)


def is_like_x(param, name, dtype, device):
    message = say("{name} is {kind}, expected a torch tensor", name=name, kind=param.described)
    with showing(expected=say("a torch tensor"), actual=param.described):
        expect(param.kind, "tensor", message, cause="wrong_type")
    words = {"actual": f"{param.dtype} on {param.device}", "expected": f"{dtype} on {device}"}
    message = say("{name} is {actual}, expected {expected} as x is", name=name, **words)
    expect(words["actual"], words["expected"], message, cause="wrong_type")
