import msgspec
import numpy as np

from grader import Exercise, Remark, StudentError, close, equal, kept, losses, tensor, trajectory
from grader.checks.answers import nothing
from grader.checks.compare import Tolerance

exercise = Exercise(
    title="A model from torch.nn",
    allows=("torch",),
    hints=(
        "MSELoss has a reduction, and the default is not the one that is asked for. Gradients add up until "
        "somebody clears them.",
        "In each step: prediction, summed loss, zero_grad, backward, then for every parameter under "
        "no_grad: subtract learning_rate times its gradient.",
    ),
    returns={"build_model": kept, "fit": losses},
    preload=("torch._dynamo",),
    remarks=(
        Remark(
            "The numbers are right, and no points are lost, but an optimizer takes your steps. This exercise is about "
            "what it does for you: try the update by hand, under no_grad.",
            uses=("torch.optim", "step"),
            lacks=("grad",),
        ),
    ),
)


@exercise.check(points=2, hint="Print the model, and the shape of what it gives for five rows.")
def model_is_one_flattened_layer(student, solution, data):
    """The model is one linear layer of three inputs and one output, and its result has the shape (N,)."""
    for samples in (6, 1, 2):
        model = student.build_model()
        found = one_trainable_layer(model.parameters())
        if not found:
            return found
        xx = data.normal(samples, 3, dtype="float32")
        own = laid_over(model, data)
        found = close(result(model, xx), line(xx, own), f"the model's result for {samples} rows")
        found = found and can_be_trained(model, own, xx, data)
        if not found:
            return found
    return found


@exercise.check(points=1, hint="Build two models and change the weights of one: what becomes of the other?")
def every_model_is_new(student, solution, data):
    """Every call builds a new model: what happens to one leaves the others alone."""
    first, second = student.build_model(), student.build_model()
    found = one_trainable_layer(first.parameters()) and one_trainable_layer(second.parameters())
    if not found:
        return found
    xx = data.normal(4, 3, dtype="float32")
    expected = line(xx, laid_over(first, data))
    before = result(first, xx)
    laid_over(second, data)
    after, what = result(first, xx).ravel(), "the first model's result after a change of the second"
    found = close(after, before.ravel(), what, cause="wrong_state")
    return found and close(before.ravel(), expected, "the first model's result")


@exercise.check(points=2, hint="Write one step down: prediction, loss, cleared gradients, backward, update.")
def one_step_follows_the_gradient(student, solution, data):
    """The first loss is the sum of the squares, and one step goes against its gradient."""
    for samples in (5, 1, 12):
        given, *problem = descent(data, samples)
        curve, after = trained(student, given, *problem, 1)
        expected_curve, expected = trained(solution, given, *problem, 1)
        if curve.size != 1:
            return trajectory(curve, expected_curve)
        found = close(curve, expected_curve, "the first loss", samples=samples)
        found = found and same_parameters(after, expected, given, "after one step", "wrong_gradient")
        if not found:
            return seen_with(found, student, given, problem)
    return found


@exercise.check(points=3, hint="What does a step leave behind for the next one, in the parameters and in .grad?")
def losses_follow_the_reference(student, solution, data):
    """The losses of many steps follow the reference."""
    for samples, steps in ((6, 8), (40, 6), (1, 5)):
        given, *problem = descent(data, samples)
        found = trajectory(trained(student, given, *problem, steps)[0], trained(solution, given, *problem, steps)[0])
        if not found:
            return found
    return found


@exercise.check(points=2, hint="Whose weights does your update change: the model's, or a copy's?")
def model_is_trained_in_place(student, solution, data):
    """Afterwards the model that was passed in holds the trained weight and bias, predicts with them, and can go on."""
    for samples, steps in ((7, 4), (20, 6)):
        given, *problem = descent(data, samples)
        model, _, after = fitted(student, given, *problem, steps)
        found = same_parameters(after, trained(solution, given, *problem, steps)[1], given, f"after {steps} steps")
        found = found and still_works(model, after, data)
        if not found:
            return seen_with(found, student, given, problem)
    return found


def one_trainable_layer(parameters):
    """Whether a model's parameters are those of Linear(3, 1), whatever they are called."""
    shapes = sorted((p.shape for p in parameters.values()), key=len, reverse=True)
    actual, expected = " and ".join(map(str, shapes[:4])) or "none", "(1, 3) and (1,)"
    found = equal(
        actual, expected, f"the model's parameters have the shapes {actual}, expected {expected}", cause="wrong_shape"
    )
    fixed = any(not p.requires_grad for p in parameters.values())
    return found and equal(fixed, False, "the model has parameters that do not require gradients")


def laid_over(model, data):
    """Gives the model a weight and a bias of ours, and returns them."""
    weight, bias = data.normal(1, 3, scale=2.0, dtype="float32"), data.normal(1, scale=2.0, dtype="float32")
    state = {name: weight if len(p.shape) == 2 else bias for name, p in model.parameters().items()}
    model.returns(nothing, "load_state_dict", state, False)
    return weight, bias


def line(xx, own):
    weight, bias = own
    return xx @ weight[0] + bias


def can_be_trained(model, own, xx, data):
    """Whether a step against the gradient moves both parameters (the flags are only the model's word)."""
    weights = data.normal(len(xx)).astype(xx.dtype)
    model.descend(xx, weights, 0.1)
    parameters = model.parameters()
    found = one_trainable_layer(parameters)
    if not found:
        return found
    after = {len(p.shape): tensor(p, "the parameter") for p in parameters.values()}
    steps = {2: (weights @ xx)[None, :], 1: weights.sum(keepdims=True)}
    for start, dimensions in zip(own, (2, 1), strict=True):
        step, words = 0.1 * steps[dimensions], "a parameter after a step"
        near = Tolerance(1e-4, 1e-5, absolute=1e-5 * float(np.abs(start).max() + np.abs(step).max()))  # they may cancel
        found = found and close(after[dimensions], start - step, words, cause="wrong_state", tolerance=near)
    return found


def still_works(model, after, data):
    """Whether the model that training has left predicts with its parameters, and can be trained again."""
    own = after["0.weight"], after["0.bias"]
    xx = data.normal(4, 3).astype(own[0].dtype)
    found = close(result(model, xx), line(xx, own), "the trained model's result", cause="wrong_state")
    found = found and one_trainable_layer(model.parameters())
    if not found:
        return found
    model.set_grads({name: np.zeros_like(value) for name, value in after.items()})  # what is left in .grad is free
    return can_be_trained(model, own, xx, data)


def result(model, xx):
    return model.returns(tensor, "__call__", xx)


def descent(data, samples):
    """A model, xx, y and a learning rate with which the loss falls fast."""
    given = data.given("line", "line")
    xx, y = (data.normal(*shape, scale=10.0, dtype="float32") for shape in ((samples, 3), (samples,)))
    return given, xx, y, float(0.3 / np.linalg.norm(np.column_stack([xx, np.ones(samples)]), 2) ** 2)


def trained(subject, given, *problem):
    """The losses, and the model's parameters afterwards."""
    return fitted(subject, given, *problem)[1:]


def fitted(subject, given, *problem):
    """The model, its losses, and its parameters afterwards."""
    model = subject.model(given)
    curve = subject.fit(model, *problem)
    return model, curve, {name: tensor(value, f"the parameter {name}") for name, value in model.parameters().items()}


def same_parameters(actual, expected, given, when, cause="wrong_state"):
    """Whether the model has its parameters still, and they hold what is expected."""
    gone = ", ".join(name for name in expected if name not in actual) or "none"
    found = equal(gone, "none", f"the model that was passed in has lost parameters: {gone}")
    if not found:
        return found
    starts = {name: parameter.detach().numpy() for name, parameter in given.module.named_parameters()}
    unmoved = all(np.array_equal(actual[name], starts[name]) for name in expected)
    found = equal(unmoved, False, f"the model that was passed in is untouched {when}")
    for name in expected:
        found = found and close(actual[name], expected[name], f"{name} {when}", cause=cause)
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
