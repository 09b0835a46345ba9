import copy

import numpy as np

from grader import PASSED, Exercise, close, equal, kept, losses, tensor, trajectory, with_parameters
from grader.worker.convert import to_array

exercise = Exercise(
    title="Freezing a ResNet and fine-tuning its last layer",
    allows=("torch",),
    hints=(
        "The order matters: what you create after freezing is trainable.",
        "First switch requires_grad off for every parameter, then put a new Linear in the place of fc, with "
        "the in_features of the old one. Fine-tune with cross-entropy, clearing, backward and stepping each "
        "time.",
    ),
    returns={"freeze": kept, "make_optimizer": kept, "finetune": losses},
    preload=("torch._dynamo",),
)

FC = ["fc.weight", "fc.bias"]


@exercise.check(points=3, hint="Print every parameter's name and its requires_grad after your function has run.")
def only_the_last_layer_is_trainable(student, solution, data):
    """After freezing, fc.weight and fc.bias are the only parameters that require gradients."""
    given = resnet(data, 2, 6)
    model = student.freeze(student.model(given), 6)  # how many classes there are is the next check's question
    parameters = model.parameters()
    trainable, numbers = [name for name, p in parameters.items() if p.requires_grad], values(parameters)
    found = same_names(trainable, FC, "the trainable parameters") and same_layout(numbers, as_given(data, given), FC)
    found = found and sized(numbers, (6, 16)) and stays_so(model, numbers, given, data)
    return found if found else with_parameters(found, parameters, FC)


@exercise.check(points=2, hint="Compare the new layer with the old one: shapes, values. The model knows its sizes.")
def last_layer_is_new(student, solution, data):
    """The layer fc is a new one, from what reaches it to the new classes, and all before it works as before."""
    for width, old, new in ((4, 4, 7), (2, 5, 5)):
        given = resnet(data, width, old)
        model = student.freeze(student.model(given), new)
        numbers = values(model.parameters())
        found = new_layer(numbers, as_given(data, given), (new, 8 * width))
        found = found and predicts(model, numbers, data.once(seen, given))
        if not found:
            return found
    return found


@exercise.check(points=2, hint="Which parameters does the optimizer get, and what does it carry from step to step?")
def optimizer_is_sgd_with_momentum(student, solution, data):
    """It moves fc.weight and fc.bias as SGD with learning rate 0.01 and momentum 0.9 does, and clears their .grad."""
    for width, classes in ((2, 3), (4, 5)):
        given = resnet(data, width, classes).freezing(*FC)
        model = student.model(given)
        optimizer = student.make_optimizer(model)
        optimizer.optimizer(model)  # is it one?
        numbers = values(model.parameters())
        found = same_layout(numbers, as_given(data, given)) and rests(optimizer, model, numbers)
        found = found and moves(optimizer, model, numbers, data) and clears(optimizer, model, given, data)
        if not found:
            return found
    return found


@exercise.check(points=3, hint="Each step: the loss of the scores, cleared gradients, backward, an optimizer step.")
def finetuning_follows_the_reference(student, solution, data):
    """Fine-tuning follows the reference, step by step, changes fc alone, and leaves no gradient elsewhere."""
    for width, classes, batch, steps in ((4, 5, 2, 3), (2, 3, 3, 2)):
        given = resnet(data, width, classes).freezing(*FC)
        problem = images(data, batch), data.integers(0, classes, batch), steps
        ours, theirs = solution.model(given), student.model(given)
        expected, actual = solution.finetune(ours, *problem), student.finetune(theirs, *problem)
        after = theirs.parameters()
        found = frozen_unchanged(values(after), as_given(data, given)) and trajectory(actual, expected)
        found = found and only_fc_trained(after, as_given(data, given), values(ours.parameters()))
        found = found and only_fc_descends(theirs, values(after), given, data)
        if not found:
            return with_parameters(found, after, FC, as_given(data, given))
    return found


def resnet(data, width, classes):
    """A narrow ResNet-18 with random weights."""
    return data.given("resnet", "resnet18", width=width, num_classes=classes)


def images(data, count):
    return data.normal(count, 3, 64, 64, dtype="float32")


def as_given(data, given):
    """The parameters as they are handed out, by name."""
    return data.once(_numbers, given)


def _numbers(data, given):
    return {name: parameter.detach().numpy() for name, parameter in given.module.named_parameters()}


def values(parameters):
    return {name: value(parameter) for name, parameter in parameters.items()}


def value(parameter):
    """Its numbers, which `parameters` has found to be there and finite."""
    return to_array(parameter)


def same_layout(parameters, given, apart=()):
    """Whether a model has the given parameters still, and no others; those in `apart` may have another shape."""
    gone = [name for name in given if name not in parameters]
    other = [n for n in given if n not in gone and n not in apart and parameters[n].shape != given[n].shape]
    return same_names(gone + other, [], "gone or of another shape") and same_names(
        set(parameters) - set(given), [], "parameters that are new"
    )


def moved(before, after):
    """The names of the parameters that differ."""
    return [name for name in before if not np.array_equal(before[name], after[name])]


def same_names(actual, expected, what):
    if set(actual) == set(expected):
        return PASSED
    a, e = (f"{what}: {in_words(names)}" for names in (actual, expected))
    return equal(a, e, f"{a}; expected {in_words(expected)}")


def in_words(names):
    """A few names; the last layer comes first, what is left out is counted."""
    ordered = sorted(names, key=lambda name: (name not in FC, name))
    return ", ".join(ordered[:4]) + (f" and {len(ordered) - 4} more" if len(ordered) > 4 else "") or "none"


def sized(parameters, size):
    """Whether fc is there, its weight of the shape `size` and its bias beside it."""
    found = same_names([name for name in parameters if name.startswith("fc.")], FC, "the parameters of fc")
    if not found:
        return found
    weight, bias = (parameters[name] for name in FC)
    actual, expected = f"{weight.shape} and {bias.shape}", f"{size} and {size[:1]}"
    words = f"fc.weight and fc.bias have the shapes {actual}, expected {expected}"
    return equal(actual, expected, words, cause="wrong_shape")


def new_layer(parameters, given, size):
    """Whether fc is there, has the shape `size`, and holds nothing of the old fc."""
    found = sized(parameters, size)
    if not found:
        return found
    weight, bias = (parameters[name] for name in FC)
    old = {tuple(row) for row in given["fc.weight"]} & {tuple(row) for row in weight}
    stale = bool(old) or np.array_equal(bias, given["fc.bias"])
    return equal("old values" if stale else "fresh values", "fresh values", "fc still holds values of the old layer")


def predicts(model, parameters, at):
    """Whether the model's answer is the given layers' in training mode, passed through its own fc. at: what was seen
    of the given ones. One that fails is put into training mode."""
    x, reached = at
    actual = model.returns(tensor, "__call__", x)
    training = reached @ parameters["fc.weight"].T + parameters["fc.bias"]
    found = close(actual, training, "the frozen model's prediction", cause="wrong_state")
    if not found:  # the stored means may have moved since: the mode is at fault where training mode mends it
        model.call("train")
        if close(model.returns(tensor, "__call__", x), training):
            return equal("evaluation mode", "training mode", "the model is left in evaluation mode")
    return found


def features(given, x):
    """What reaches the given model's fc in training mode, shape (N, in_features)."""
    import torch

    module = copy.deepcopy(given.module).train()
    module.fc = torch.nn.Identity()
    with torch.no_grad():
        return module(torch.from_numpy(x)).numpy()


def seen(data, given):
    """Two images, and what reaches the given model's fc from them in training mode."""
    x = images(data, 2)
    return x, features(given, x)


def stays_so(model, before, given, data):
    """Whether fc alone is trainable, after a number of predictions that nobody can count on too."""
    x = images(data, 2)
    for _ in range(data.integers(4, 9)):
        model.returns(tensor, "__call__", x)
    return only_fc_descends(model, before, given, data)


def only_fc_descends(model, before, given, data):
    """Whether a step by every gradient that is there moves fc alone (flags are only the model's own word)."""
    (x, reached), rate = data.once(seen, given), 0.5
    found = same_names([name for name in before if name.startswith("fc.")], FC, "the parameters of fc")
    if not found:
        return found
    model.set_grads({name: np.zeros_like(before[name]) for name in FC})
    weights = data.normal(2, *before["fc.bias"].shape, dtype="float32")
    model.descend(x, weights, rate)
    after = values(model.parameters())
    found = same_layout(after, before)
    found = found and same_names([n for n in moved(before, after) if n not in FC], [], "not frozen: moved by a step")
    found = found and predicts(model, after, data.once(seen, given))
    for name, slope in zip(FC, (weights.T @ reached, weights.sum(0)), strict=True):
        found = found and close(after[name], before[name] - rate * slope, f"{name} after a step", cause="wrong_state")
    return found


def rests(optimizer, model, before):
    """Whether gradients of zero move nothing."""
    model.set_grads({name: np.zeros_like(before[name]) for name in FC})
    optimizer.call("step")
    after = values(model.parameters())
    return same_layout(after, before) and same_names(moved(before, after), [], "moved by gradients of zero")


def moves(optimizer, model, before, data):
    """Whether more steps, by gradients that are set here, change fc as the formula says. How many is no constant, so
    that nobody is right for just as many."""
    velocity = {name: np.zeros_like(before[name]) for name in FC}
    for change in ("the first change", "the second change", *["a later change"] * int(data.integers(2, 7))):
        grads = {name: data.normal(*before[name].shape, dtype="float32") for name in FC}
        model.set_grads(grads)
        optimizer.call("step")
        after = values(model.parameters())
        found = same_layout(after, before) and same_names(moved(before, after), FC, "moved by the optimizer")
        for name in FC:
            velocity[name] = 0.9 * velocity[name] + grads[name]
            found = found and close(
                after[name] - before[name], -0.01 * velocity[name], f"{change} of {name}", cause="wrong_state"
            )
        if not found:
            return found
        before = after
    return found


def clears(optimizer, model, given, data):
    """Whether its zero_grad takes away the gradients of fc: a new one is then all that the next step is by."""
    before, (x, reached), rate = values(model.parameters()), data.once(seen, given), 0.5
    found = same_layout(before, as_given(data, given))
    if not found:
        return found
    left = {name: data.normal(*before[name].shape, dtype="float32") for name in FC}
    model.set_grads(left)
    optimizer.call("zero_grad")
    weights = data.normal(2, *before["fc.bias"].shape, dtype="float32")
    model.descend(x, weights, rate)
    after = values(model.parameters())
    found = same_layout(after, before)
    if not found:
        return found
    for name, slope in zip(FC, (weights.T @ reached, weights.sum(0)), strict=True):
        if close(after[name], before[name] - rate * (slope + left[name])):
            return equal("left", "cleared", f"zero_grad of the optimizer leaves the gradient of {name} as it was")
        words = f"{name} after zero_grad and a step"
        found = found and close(after[name], before[name] - rate * slope, words, cause="wrong_state")
    return found


def frozen_unchanged(after, before):
    """Whether fine-tuning has changed nothing but fc."""
    found = same_layout(after, before)
    return found and same_names([n for n in moved(before, after) if n not in FC], [], "frozen, yet changed")


def only_fc_trained(parameters, before, expected):
    """Whether fc holds the expected values, and nothing else has a gradient or is trainable."""
    after = {name: value(parameters[name]) for name in FC}
    frozen = {name: parameter for name, parameter in parameters.items() if name not in FC}
    changed = [name for name in FC if not np.array_equal(after[name], before[name])]
    found = same_names(changed, FC, "changed by fine-tuning")
    for name in FC:
        found = found and close(after[name], expected[name], f"{name} after fine-tuning", cause="wrong_state")
    return (
        found
        and same_names([name for name in frozen if frozen[name].has_grad], [], "frozen, yet with a .grad")
        and same_names([name for name in frozen if frozen[name].requires_grad], [], "no longer frozen")
    )
