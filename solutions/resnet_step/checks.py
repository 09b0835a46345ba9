import copy

import numpy as np

from grader import Exercise, close, equal, number, tensor
from grader.checks.compare import Tolerance

exercise = Exercise(
    title="One training step of a ResNet",
    allows=("torch",),
    hints=(
        "The post does it in five lines. The optimizer can be created in the function: it takes one step only.",
        "Prediction, (prediction − labels).sum(), backward, SGD over all parameters with lr 1e-2 and "
        "momentum 0.9, one step. Return the loss as a number.",
    ),
    returns={"train_step": number},
    on_device=True,
    preload=("torch._dynamo",),
)

SIZES = ((4, 3, 2), (8, 5, 3))
"""Width, classes and images."""
FC = ("fc.weight", "fc.bias")

EXACT = 1e-3
"""A change's error relative to the largest change of its parameter. What rounding makes of a weight near 1 is 2e-4 of
its change; the kernels of a GPU (an H200) make less of it. A weight decay of 5e-4 makes 2e-3."""
OVERALL = 1e-5
"""And relative to the largest change of all."""
PREDICTED = Tolerance(0.0, 0.1)
"""A prediction after the step, relative to the largest: rounding and kernels part it by 4e-3 at most (where a ReLU
switches), evaluation mode by 0.3 at least."""
NEAR, DRAWS = 5e-6, 20
"""How far images are moved to look for kinks: float32's rounding moves the layers by a tenth of that. And how often a
problem is drawn at most: more than half have no kink so near."""


@exercise.check(
    points=3, hint="Subtract, then add everything up: with which parameters, those before or after the step?"
)
def loss_is_right(student, solution, data):
    """The returned loss is the sum of prediction − labels, as it was before the step."""
    for sizes in SIZES:
        given, *batch = problem(data, *sizes)
        actual = student.train_step(student.model(given), *batch)
        expected = solution.train_step(solution.model(given), *batch)
        found = close(actual, expected, "the loss", samples=batch[1].size, tolerance=Tolerance(1e-4, 0.0))
        if not found:
            return found
    return found


@exercise.check(points=3, hint="Each entry of fc.bias has the number of images for its gradient. How far does it move?")
def last_layer_takes_the_step(student, solution, data):
    """The last layer of the model that was passed in moves by −0.01 times its gradient."""
    for sizes in SIZES:
        found = takes_the_step(student, solution, problem(data, *sizes), only=FC)
        if not found:
            return found
    return found


@exercise.check(
    points=4, hint="List the parameters that differ before and after the step. Which does the optimizer hold?"
)
def every_layer_takes_the_step(student, solution, data):
    """Every parameter of the model that was passed in moves by −0.01 times its gradient; it stays in training mode."""
    for sizes in SIZES:
        found = takes_the_step(student, solution, data.once(smooth_problem, *sizes))
        if not found:
            return found
    return found


def problem(data, width, classes, count):
    """A narrow ResNet-18 with random weights, images, and labels above and below what it predicts: the differences
    have both signs, and their sum is not small."""
    given = data.given("resnet", "resnet18", width=width, num_classes=classes)
    images = data.normal(count, 3, 64, 64, dtype="float32")
    above = np.arange(count * classes).reshape(count, classes) % 3 != 1
    labels = data.uniform(4.0, 6.0, count, classes) - np.where(above, 0.0, 8.0)
    return given, images, labels.astype("float32")


def smooth_problem(data, *sizes):
    """A problem in which no ReLU and no maximum is so near its kink that rounding takes it across. One that crosses
    changes the gradients of all before it by a tenth, and which one does depends on the kernels."""
    for _ in range(DRAWS):
        given, images, labels = problem(data, *sizes)
        if all(is_smooth(given, images, data.normal(*images.shape, scale=NEAR)) for _ in range(2)):
            break
    return given, images, labels


def is_smooth(given, images, aside):
    """Whether the gradients a little to one side of the images are those a little to the other."""
    one, other = gradients(given, images - aside), gradients(given, images + aside)
    allowed = tolerances(one)
    return all(close(other[name], one[name], name, tolerance=allowed[name]) for name in one)


def gradients(given, images):
    """Of the sum of the predictions, in float64."""
    import torch

    module = copy.deepcopy(given.module).double()
    module(torch.from_numpy(images)).sum().backward()
    return {name: parameter.grad.numpy() for name, parameter in module.named_parameters()}


def takes_the_step(student, solution, problem, only=()):
    """Whether the parameters named in `only`, or all, change as the reference's do."""
    given, *batch = problem
    ours, theirs = solution.model(given), student.model(given)
    solution.train_step(ours, *batch)
    student.train_step(theirs, *batch)
    before = {name: parameter.detach().numpy() for name, parameter in given.module.named_parameters()}
    expected, now = values(ours), values(theirs)
    shapes = {name: now[name].shape if name in now else None for name in before}
    other = [name for name in before if shapes[name] != before[name].shape]
    found = equal(in_words(other), "none", f"gone, or of another shape: {in_words(other)}")
    names = only or [*FC, *(name for name in before if name not in FC)]
    found = found and moved(names, before, now) and moved_rightly(names, before, now, expected)
    return found if only else found and predicts(theirs, ours, batch[0], now[FC[1]].dtype)


def predicts(model, like, images, dtype):
    """Whether the model's prediction is the other's, in training mode. One that fails is put into training mode."""
    expected = like.returns(tensor, "__call__", images)
    images = images.astype(dtype)  # a model may have been made a float64 one for the step
    actual = model.returns(tensor, "__call__", images)
    found = close(actual, expected, "the model's prediction after the step", cause="wrong_state", tolerance=PREDICTED)
    if not found:  # the mode is at fault where training mode mends it
        model.call("train")
        if close(model.returns(tensor, "__call__", images), expected, tolerance=PREDICTED):
            return equal("evaluation mode", "training mode", "the model is left in evaluation mode")
    return found


def values(model):
    return {name: tensor(parameter, name) for name, parameter in model.parameters().items()}


def moved(names, before, now):
    still = [name for name in names if np.array_equal(before[name], now[name])]
    words = "everything" if len(still) == len(before) else in_words(still)
    return equal(words, "none", f"the step has not moved {words}")


def moved_rightly(names, before, now, expected):
    wanted = {name: expected[name] - before[name] for name in before}
    allowed = tolerances(wanted)
    for name in names:
        change = now[name] - before[name]
        found = close(change, wanted[name], f"the change of {name}", cause="wrong_state", tolerance=allowed[name])
        if not found:
            return found
    return found


def tolerances(changes):
    """For each parameter's change."""
    sizes = {name: np.abs(change).max() for name, change in changes.items()}
    return {name: Tolerance(0.0, EXACT + OVERALL * max(sizes.values()) / size) for name, size in sizes.items()}


def in_words(names):
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "") or "none"
