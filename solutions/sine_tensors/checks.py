import msgspec
import numpy as np

from grader import (
    PASSED,
    Exercise,
    Outcome,
    StudentError,
    close,
    equal,
    losses,
    number,
    results,
    sequence,
    trajectory,
)
from grader.checks.answers import described
from grader.checks.compare import TOLERANCES, Tolerance
from grader.worker.messages import wire


def scalar(value, what):
    """One finite number, left as it came: a later check looks at its type."""
    number(value, what)
    return value


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
    returns={"fit": results(sequence(scalar, 4), losses)},
    on_device=True,
)

ROUNDED = {**TOLERANCES, "float64": TOLERANCES["float32"], "float16": Tolerance(2e-2, 2e-2)}
RETURNED = [f"the returned {name}" for name in "abcd"]
WITHOUT = "in a torch without autograd, where only gradients that are written out work: "


@exercise.check(points=3, hint="Write down the derivative of the loss with respect to each of a, b, c and d.")
def one_step_follows_the_gradients(student, solution, data):
    """The first loss is the sum of the squares, and one step moves a, b, c and d against their gradients."""

    def compare(subject, samples, dtype):
        problem = polynomial(data, samples, dtype)
        params, curve = subject.fit(*problem, 1)
        expected, expected_curve = solution.fit(*problem, 1)
        if curve.size != 1:
            return trajectory(curve, expected_curve)
        found = close(curve, expected_curve, "the first loss", samples=samples)
        names = [f"{name} after one step" for name in "abcd"]
        found = found and close(values(params), values(expected), names=names, cause="wrong_gradient", samples=samples)
        return found or seen_with(found, subject, problem)

    return with_and_without_autograd(student, compare, (5, "float64"), (9, "float32"), (1, "float64"))


@exercise.check(points=3, hint="What does a step start from: which values of a, b, c and d, which prediction?")
def losses_follow_the_reference(student, solution, data):
    """The losses of many steps follow the reference."""

    def compare(subject, samples, steps, dtype):
        problem = polynomial(data, samples, dtype)
        return trajectory(subject.fit(*problem, steps)[1], solution.fit(*problem, steps)[1])

    return with_and_without_autograd(student, compare, (6, 9, "float64"), (2000, 5, "float32"), (3, 12, "float32"))


@exercise.check(points=2, hint="The four that come back have gone through every update, the last one too.")
def last_parameters_come_back(student, solution, data):
    """The returned a, b, c and d are those after the last step, in this order."""

    def compare(subject, samples, steps, dtype):
        problem = polynomial(data, samples, dtype)
        params = subject.fit(*problem, steps)[0]
        found = close(values(params), values(solution.fit(*problem, steps)[0]), names=RETURNED)
        return found or seen_with(found, subject, problem)

    return with_and_without_autograd(student, compare, (7, 4, "float32"), (20, 8, "float64"))


@exercise.check(points=2, hint="Print type, dtype and device of what you return, for an x of float64.")
def parameters_are_like_x(student, solution, data):
    """The returned a, b, c and d are tensors on x's device with x's dtype, whatever that is."""

    def compare(subject, samples, dtype):
        x, y, start, rate = polynomial(data, samples, dtype)
        params, curve = subject.fit(x, y, start, rate, 2)
        wide = x.astype("float64"), y.astype("float64"), tuple(p.astype("float64") for p in start), rate
        found = close(values(params), values(solution.fit(*wide, 2)[0]), names=RETURNED, tolerance=ROUNDED[dtype])
        if not found:
            return msgspec.structs.replace(found, evidence=np.concatenate([values(params), curve]))
        return all_like(params, dtype, subject.fit.device)

    return with_and_without_autograd(student, compare, (8, "float32"), (4, "float64"), (6, "float16"))


def polynomial(data, samples, dtype):
    """x, y, params and a learning rate with which the loss falls fast."""
    x = data.uniform(-1.6, 1.6, samples)
    y = data.number(1.0, 3.0) * np.sin(x) + data.number(0.5, 1.5)
    rate = 0.3 / np.linalg.norm(np.vander(x, 4), 2) ** 2
    params = tuple(data.uniform(-1.0, 1.0, dtype=dtype) for _ in range(4))
    return x.astype(dtype), y.astype(dtype), params, float(rate)


def with_and_without_autograd(student, compare, *cases):
    """`compare(subject, *case)` for all cases, then for the first in a torch that has no autograd."""
    for case in cases:
        found = compare(student, *case)
        if not found:
            return found
    try:
        found = compare(student.fresh(autograd=False), *cases[0])
    except StudentError as error:
        if error.cause != "raised":
            raise
        frames = error.details.get("frames", [])
        raise StudentError("raised", WITHOUT + error.message, frames=frames, evidence="needs autograd") from None
    return found or msgspec.structs.replace(found, message=WITHOUT + found.message, evidence="needs autograd")


def values(params):
    return np.array([number(param, "the parameter") for param in params])


def all_like(params, dtype, device):
    """Whether they are tensors of one element, of this dtype and on this device."""
    found = PASSED
    for name, param in zip("abcd", params, strict=True):
        if not isinstance(param, wire.Tensor) or param.library != "torch":
            kind = described(param)
            message = f"{name} is {kind}, expected a torch tensor"
            return Outcome(
                passed=False, cause="wrong_type", message=message, expected="a torch tensor", actual=kind,
                evidence=type(param).__name__,
            )  # fmt: skip
        actual, expected = f"{param.dtype} on {param.device}", f"{dtype} on {device}"
        found = found and equal(
            actual, expected, f"{name} is {actual}, expected {expected} as x is", cause="wrong_type"
        )
    return found


def seen_with(found, subject, problem):
    """The outcome, with a run of three steps as its evidence: mistakes that agree in one step differ there."""
    try:
        params, curve = subject.fit(*problem, 3)
    except StudentError:
        return found
    return msgspec.structs.replace(found, evidence=np.concatenate([values(params), curve]))
