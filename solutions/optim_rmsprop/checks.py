import msgspec
import numpy as np

from grader import Exercise, Remark, StudentError, close, equal, losses, tensor, trajectory
from grader.checks.compare import Tolerance

exercise = Exercise(
    title="Training with an optimizer: RMSprop",
    allows=("torch",),
    hints=(
        "An optimizer remembers things from step to step: where do you have to create it?",
        "Create RMSprop once, before the loop, over the model's parameters and with nothing but the "
        "learning rate. Then: loss, zero_grad, backward, step.",
    ),
    returns={"fit": losses},
    preload=("torch._dynamo",),
    remarks=(
        Remark(
            "The numbers are right, and no points are lost, but your RMSprop is written by hand. This exercise is "
            "about the one in torch.optim, which keeps the running squares for you: try it as well.",
            lacks=("torch.optim", "RMSprop"),
        ),
    ),
)


@exercise.check(points=3, hint="Which loss, which optimizer, and with which of its settings?")
def first_step_is_rmsprops(student, solution, data):
    """The first loss is the sum of the squares, and the first step moves the model as RMSprop does."""
    for samples, scale in ((5, 1.0), (1, 1.0), (4, 1e-6)):  # where gradients are small, so that 1e-8 counts
        given, *problem = far_from_its_target(data, samples, scale)
        curve, after = trained(student, given, *problem, 1)
        expected_curve, expected = trained(solution, given, *problem, 1)
        if curve.size != 1:
            return trajectory(curve, expected_curve)
        found = close(curve, expected_curve, "the first loss", samples=samples)
        found = found and same_parameters(after, expected, given, "after one step")
        if not found:
            return seen_with(found, student, given, problem)
    return found


@exercise.check(points=4, hint="What has to happen in every step, in which order, and what only once before them?")
def losses_follow_the_reference(student, solution, data):
    """The losses of many steps follow the reference."""
    for samples, steps in ((6, 10), (40, 7), (3, 12)):
        given, *problem = far_from_its_target(data, samples)
        found = trajectory(trained(student, given, *problem, steps)[0], trained(solution, given, *problem, steps)[0])
        if not found:
            return found
    return found


@exercise.check(points=3, hint="Which parameters does the optimizer hold, and whose are they?")
def model_is_trained_in_place(student, solution, data):
    """Afterwards the model that was passed in holds the trained weight and bias, predicts with them, and can go on."""
    for samples, steps in ((7, 4), (1, 6), (20, 9)):
        given, *problem = far_from_its_target(data, samples)
        model, _, after = fitted(student, given, *problem, steps)
        found = same_parameters(after, trained(solution, given, *problem, steps)[1], given, f"after {steps} steps")
        found = found and still_works(model, after, data)
        if not found:
            return seen_with(found, student, given, problem)
    return found


def far_from_its_target(data, samples, scale=1.0):
    """A model, xx, y and a learning rate: no gradient is near 0, as its sign alone makes the first step."""
    for _ in range(1000):
        given = data.given("line", "line")
        weight, bias = as_given(given)
        xx = data.normal(samples, 3, scale=scale)
        y = xx @ (data.random.choice([-4, 4], 3) / scale) + data.random.choice([-5, 5]) + data.normal(samples)
        terms = (xx @ weight[0] + bias - y)[:, None] * np.column_stack([xx, np.ones(samples)])
        if (np.abs(terms.sum(0)) > 0.2 * np.abs(terms).sum(0)).all() and np.abs(terms).min() > 1e-2 * scale:
            return given, xx.astype("float32"), y.astype("float32"), data.number(0.02, 0.04)
    raise AssertionError(f"no problem of {samples} samples has clear gradients")


def trained(subject, given, *problem):
    """The losses, and the model's parameters afterwards."""
    return fitted(subject, given, *problem)[1:]


def fitted(subject, given, *problem):
    """The model, its losses, and its parameters afterwards."""
    model = subject.model(given)
    curve = subject.fit(model, *problem)
    return model, curve, {name: tensor(value, f"the parameter {name}") for name, value in model.parameters().items()}


def as_given(given):
    return [parameter.detach().numpy() for parameter in given.module.parameters()]


def same_parameters(actual, expected, given, when):
    """Whether the model has its parameters still, and they hold what is expected."""
    gone = ", ".join(name for name in expected if name not in actual) or "none"
    found = equal(gone, "none", f"the model that was passed in has lost parameters: {gone}")
    if not found:
        return found
    unmoved = all(np.array_equal(actual[n], start) for n, start in zip(expected, as_given(given), strict=True))
    found = equal(unmoved, False, f"the model that was passed in is untouched {when}")
    for name in expected:
        found = found and close(actual[name], expected[name], f"{name} {when}", cause="wrong_state")
    return found


def still_works(model, after, data):
    """Whether the model that training has left predicts with its parameters, and a step moves them (flags are only the
    model's word)."""
    weight, bias = after["0.weight"], after["0.bias"]
    xx, weights = data.normal(4, 3).astype(weight.dtype), data.normal(4).astype(weight.dtype)
    actual, expected = model.returns(tensor, "__call__", xx), xx @ weight[0] + bias
    found = close(actual, expected, "the trained model's result", cause="wrong_state")
    fixed = ", ".join(name for name, p in model.parameters().items() if not p.requires_grad) or "none"
    found = found and equal(fixed, "none", f"after training these do not require gradients any more: {fixed}")
    if not found:
        return found
    model.set_grads({name: np.zeros_like(value) for name, value in after.items()})  # what is left in .grad is free
    model.descend(xx, weights, 0.1)
    now = model.parameters()
    gone = ", ".join(name for name in after if name not in now) or "none"
    found = equal(gone, "none", f"after one more step these are gone: {gone}")
    if not found:
        return found
    for name, step in (("0.weight", 0.1 * weights @ xx), ("0.bias", 0.1 * weights.sum())):
        actual, expected, words = tensor(now[name], name), after[name] - step, f"{name} after one more step"
        near = Tolerance(1e-4, 1e-5, absolute=1e-5 * float(np.abs(after[name]).max() + np.abs(step).max()))
        found = found and close(actual, expected, words, cause="wrong_state", tolerance=near)
    return found


def seen_with(found, student, given, problem):
    """The outcome, with a run of three steps as its evidence: mistakes that agree in one step differ there."""
    try:
        curve, after = trained(student, given, *problem, 3)
    except StudentError:
        return found
    return msgspec.structs.replace(
        found, evidence=np.concatenate([curve, *(value.ravel() for value in after.values())])
    )
