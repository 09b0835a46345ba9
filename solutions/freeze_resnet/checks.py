import numpy as np

from grader import (
    Exercise,
    close,
    expect,
    is_close,
    kept,
    losses,
    magnitudes,
    models,
    parameter_map,
    say,
    showing,
    sizes,
    trajectory,
)

exercise = Exercise(
    title="Freezing a ResNet and fine-tuning its last layer",
    allows=("torch",),
    hints=(
        "The order matters: what you create after freezing is trainable.",
        "First switch requires_grad off for every parameter, then put a new Linear in the place of fc, with the "
        "in_features of the old one. Fine-tune with cross-entropy, clearing, backward and stepping each time.",
    ),
    returns={"freeze": kept, "make_optimizer": kept, "finetune": losses},
    ranges={"samples": (2, 8), "steps": (1, 10)},  # images of 64 × 64: more would cost more than they show
    in_place={"freeze": ("model", "model.requires_grad"), "finetune": ("model",)},
)

CLASSES, WIDTH, SCALE = sizes(2, 12), sizes(2, 8), magnitudes(1e-3, 1e3)
FC, IMAGE = ("fc.weight", "fc.bias"), (3, 64, 64)


@exercise.check(points=3, hint="Print every parameter's name and its requires_grad after your function has run.")
@exercise.cases((sizes(2, 6), CLASSES, sizes(4, 6)))
def only_the_last_layer_is_trainable(student, solution, data, width, classes, predictions):
    """After freezing, fc.weight and fc.bias are the only parameters that require gradients."""
    given = data.given("resnet", "resnet18", width=width, num_classes=classes)
    model = student.freeze(student.model(given), classes)  # how many classes there are is the next check's question
    parameters = model.parameters()
    numbers = models.arrays(parameters)
    with showing(parameters=lambda: parameter_map(parameters, FC)):
        trainable = [name for name, parameter in parameters.items() if parameter.requires_grad]
        models.same_names(trainable, FC, say("the trainable parameters"), FC)
        models.same_layout(numbers, models.as_given(given), apart=FC)
        sized(numbers, (classes, 8 * width))
        x = data.normal(2, *IMAGE, dtype="float32")
        for _ in range(predictions):  # nobody can count on how many predictions come before
            models.result(model, x)
        only_fc_descends(model, numbers, given, data)


@exercise.check(points=2, hint="Compare the new layer with the old one: shapes, values. The model knows its sizes.")
@exercise.cases((WIDTH, CLASSES, CLASSES))
def last_layer_is_new(student, solution, data, width, old, new):
    """The layer fc is a new one, from what reaches it to the new classes, and all before it works as before."""
    given = data.given("resnet", "resnet18", width=width, num_classes=old)
    model = student.freeze(student.model(given), new)
    numbers, before = models.values(model), models.as_given(given)
    sized(numbers, (new, 8 * width))
    rows = {tuple(row) for row in before["fc.weight"]} & {tuple(row) for row in numbers["fc.weight"]}
    stale = bool(rows) or np.array_equal(numbers["fc.bias"], before["fc.bias"])
    expect("old values" if stale else "fresh values", "fresh values", say("fc still holds values of the old layer"))
    predicts(model, numbers, data.once(seen, given))


@exercise.check(points=2, hint="Which parameters does the optimizer get, and what does it carry from step to step?")
@exercise.cases((sizes(2, 4), CLASSES))
def optimizer_is_sgd_with_momentum(student, solution, data, width, classes):
    """It moves fc.weight and fc.bias as SGD with learning rate 0.01 and momentum 0.9 does, and clears their .grad."""
    given = data.given("resnet", "resnet18", width=width, num_classes=classes).freezing(*FC)
    model = student.model(given)
    optimizer = student.make_optimizer(model)
    optimizer.optimizer(model)  # is it one?
    now = accelerates(optimizer, model, models.values(model, models.as_given(given)), data)
    clears(optimizer, model, now, given, data)


@exercise.check(points=2, hint="Each step: the loss of the scores, cleared gradients, backward, an optimizer step.")
@exercise.cases((WIDTH, sizes(6, 12), sizes(5, 8), sizes(9, 12), SCALE))
def finetuning_follows_the_reference(student, solution, data, width, classes, batch, steps, scale):
    """Fine-tuning follows the reference, step by step, changes fc alone, and leaves no gradient elsewhere."""
    given = data.given("resnet", "resnet18", width=width, num_classes=classes).freezing(*FC)
    ours, theirs = solution.model(given), student.model(given)
    before = wanted = numbers = models.as_given(given)
    # One model goes through all of them: without light fc.weight gets no gradient.
    for count, times, size in ((2, steps, 1.0), (batch, 1, scale), (2, 1, 0.0)):
        problem = data.normal(count, *IMAGE, scale=size, dtype="float32"), data.integers(0, classes, count), times
        expected, actual = solution.finetune(ours, *problem), student.finetune(theirs, *problem)
        last, wanted, parameters = (numbers, wanted), models.values(ours), theirs.parameters()
        numbers = models.arrays(parameters)
        with showing(parameters=lambda: parameter_map(parameters, FC, before)):  # noqa: B023
            models.same_layout(numbers, before)
            moved, moving = models.moved(last[0], numbers), models.moved(last[1], wanted)
            models.same_names(set(moved).difference(FC), (), say("frozen, yet changed"))
            trajectory(actual, expected)
            models.same_names(moved, moving, say("changed by fine-tuning"), FC)
            for name in FC:
                close(numbers[name], wanted[name], say("{name} after fine-tuning", name=name), cause="wrong_state")
            still_frozen(parameters)
        if times > 1:  # else a wrong mode would show as a wrong loss of the next one
            predicts(theirs, numbers, data.once(seen, given))
    only_fc_descends(theirs, numbers, given, data)


exercise.leaves_arguments(points=1)


def seen(data, given):
    """Two images, and what reaches the given model's fc from them in training mode: shape (2, in_features)."""
    import torch

    x, module = data.normal(2, *IMAGE, dtype="float32"), given.copy()
    module.fc = torch.nn.Identity()
    with torch.no_grad():
        return x, module(torch.from_numpy(x)).numpy()


def still_frozen(parameters):
    """Claims that all but fc are without gradient, and require none."""
    others = [(name, parameter) for name, parameter in parameters.items() if name not in FC]
    models.same_names([name for name, it in others if it.has_grad], (), say("frozen, yet with a .grad"))
    models.same_names([name for name, it in others if it.requires_grad], (), say("no longer frozen"))


def zeros(numbers):
    return {name: np.zeros_like(numbers[name]) for name in FC}


def random_grads(numbers, data):
    return {name: data.normal(*numbers[name].shape, dtype="float32") for name in FC}


def sized(numbers, size):
    """Claims that fc is there, its weight of the shape `size` and its bias beside it."""
    models.same_names([name for name in numbers if name.startswith("fc.")], FC, say("the parameters of fc"), FC)
    shapes = {"actual": f"{numbers['fc.weight'].shape} and {numbers['fc.bias'].shape}"}
    shapes["expected"] = f"{size} and {size[:1]}"
    message = say("fc.weight and fc.bias have the shapes {actual}, expected {expected}", **shapes)
    expect(*shapes.values(), message, cause="wrong_shape")


def predicts(model, numbers, at):
    """Claims that the model's answer is the given layers' in training mode, passed through its own fc."""
    x, reached = at
    scores = reached @ numbers["fc.weight"].T + numbers["fc.bias"]
    models.predicts(model, x, scores, say("the frozen model's prediction"))


def stepped(model, before, at, data, rate=0.5):
    """The parameters after a step by every gradient that is there, and by how much it should move those of fc if they
    held none. at: images, and what of them reaches fc."""
    x, reached = at
    cotangent = data.normal(2, *before["fc.bias"].shape, dtype="float32")
    after = models.stepped(model, before, x, cotangent, rate)
    return after, {"fc.weight": -rate * cotangent.T @ reached, "fc.bias": -rate * cotangent.sum(0)}


def only_fc_descends(model, before, given, data):
    """Claims that a step moves fc alone (flags are only the model's own word)."""
    at = data.once(seen, given)
    model.set_grads(zeros(before))
    after, steps = stepped(model, before, at, data)
    models.same_names(set(models.moved(before, after)).difference(FC), (), say("not frozen: moved by a step"))
    predicts(model, after, data.once(seen, given))
    models.moved_by(steps, before, after, say("after a step"))


def accelerates(optimizer, model, before, data):
    """Claims that gradients of zero move nothing, and that more steps, by gradients that are set here, change fc as the
    formula says. How many is no constant, so that nobody is right for just as many. Returns what it is then."""
    velocity, later = zeros(before), int(data.integers(2, 5))
    for change in ("", say("the first change"), say("the second change"), *[say("a later change")] * later):
        grads, start = random_grads(before, data) if change else velocity, before
        model.set_grads(grads)
        way = zeros(before)
        for _ in range(data.size(1, 8) if change == "a later change" else 1):
            optimizer.call("step")
            velocity = {name: 0.9 * velocity[name] + grads[name] for name in FC}
            way = {name: way[name] - 0.01 * velocity[name] for name in FC}
        before = models.values(model, start)
        moving, what = (FC, say("moved by the optimizer")) if change else ((), say("moved by gradients of zero"))
        models.same_names(models.moved(start, before), moving, what, FC)
        for name in moving:
            what = say("{change} of {name}", change=change, name=name)
            close(before[name] - start[name], way[name], what, cause="wrong_state")
    return before


def clears(optimizer, model, before, given, data, rate=0.5):
    """Claims that its zero_grad takes away the gradients of fc: a new one is then all that the next step is by."""
    at, left = data.once(seen, given), random_grads(before, data)
    model.set_grads(left)
    optimizer.call("zero_grad")
    after, steps = stepped(model, before, at, data, rate)
    for name in FC:
        stays = is_close(after[name], before[name] + steps[name] - rate * left[name])
        message = say("zero_grad of the optimizer leaves the gradient of {name} as it was", name=name)
        expect("left" if stays else "cleared", "cleared", message)
    models.moved_by(steps, before, after, say("after zero_grad and a step"))
