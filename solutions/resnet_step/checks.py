import numpy as np

from grader import LARGE, Exercise, Tolerance, close, expect, is_close, magnitudes, models, number, say, sizes

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
    in_place={"train_step": ("model",)},
    ranges={"samples": (2, 8)},  # images of 64 × 64: more would cost more than they show
)

# Width, classes, images, and how large these are.
PLAIN, WIDE = (4, 3, 2, 1.0), (sizes(12, 16), sizes(2, 12), 2, magnitudes(1e-3, 1.0))
MANY_IMAGES, ANY = (
    (2, sizes(9, 12), sizes(7, 8), LARGE),
    (sizes(2, 12), sizes(2, 12), sizes(2, 8), magnitudes(1e-3, 1e3)),
)
FC = ("fc.weight", "fc.bias")

EXACT = 1e-3
"""A change's error relative to the largest change of its parameter. What rounding makes of a weight near 1 is 2e-4 of
its change; the kernels of a GPU (an H200) make less of it. A weight decay of 1e-4 makes 4e-4: it is looked for where
there is no gradient at all."""
OVERALL = 1e-5
"""And relative to the largest change of all."""
PREDICTED, REMEMBERED = Tolerance(0.0, 0.1), Tolerance(0.0, 0.02)
"""A prediction after the step, relative to the largest: rounding and kernels part it by 4e-3 at most (where a ReLU
switches), evaluation mode by 0.3 at least; running statistics of one prediction more or less, by 0.1."""
NEAR, DRAWS = 6e-6, 30
"""How far images are moved to look for kinks, in each of three directions: float32's rounding moves the layers by a
tenth of that. Of the batches that are drawn two in five have no kink so near, hardly fewer for one model than for
another, so that this many draws are enough."""


@exercise.check(
    points=3, hint="Subtract, then add everything up: with which parameters, those before or after the step?"
)
@exercise.cases(PLAIN, MANY_IMAGES)
def loss_is_right(student, solution, data, *sizes):
    """The returned loss is the sum of prediction − labels, as it was before the step."""
    given, *batch = problem(data, *sizes)
    actual, expected = (subject.train_step(subject.model(given), *batch) for subject in (student, solution))
    close(actual, expected, say("the loss"), samples=batch[1].size, tolerance=Tolerance(1e-4, 0.0))


@exercise.check(points=2, hint="Each entry of fc.bias has the number of images for its gradient. How far does it move?")
@exercise.cases(PLAIN, ANY)
def last_layer_takes_the_step(student, solution, data, *sizes):
    """The last layer of the model that was passed in moves by −0.01 times its gradient."""
    takes_the_step(student, solution, *problem(data, *sizes), only=FC)


@exercise.check(
    points=4, hint="List the parameters that differ before and after the step. Which does the optimizer hold?"
)
@exercise.cases(PLAIN, WIDE)
def every_layer_takes_the_step(student, solution, data, *sizes):
    """Every parameter of the model that was passed in moves by −0.01 times its gradient; it stays in training mode."""
    given, images, labels = data.once(smooth_problem, *sizes)
    ours, theirs, now = takes_the_step(student, solution, given, images, labels)
    doubled = images.astype(now["fc.bias"].dtype)  # a model may have been made a float64 one
    expected, what = models.result(ours, images), say("the model's prediction after the step")
    models.predicts(theirs, doubled, expected, what, PREDICTED)
    remembers(ours, theirs, given, images, labels, doubled)
    models.can_go_on(theirs, doubled, data.normal(*labels.shape).astype(doubled.dtype))


exercise.leaves_arguments(points=1)


def remembers(ours, theirs, given, images, labels, doubled):
    """Claims that the student's model says in evaluation mode, by its running statistics, what the reference's does
    once both have predicted after the step. One prediction more, before the step or after it, loses nothing."""
    for model in (ours, theirs):
        model.call("eval")
    expected, actual = models.result(ours, images), models.result(theirs, doubled)
    if is_close(actual, expected, REMEMBERED):
        return
    more = (remembering(given, images, labels, *times) for times in ((1, 1), (0, 2)))
    if not any(is_close(actual, each, REMEMBERED) for each in more):
        what = say("the model's prediction in evaluation mode after the step")
        close(actual, expected, what, cause="wrong_state", tolerance=REMEMBERED)


def remembering(given, images, labels, before, after):
    """What the model says of the images in evaluation mode, where it has predicted that many times more before the step
    and after it."""
    import torch

    module, x = given.copy(), torch.from_numpy(images)
    for _ in range(before):
        module(x)
    (module(x) - torch.from_numpy(labels)).sum().backward()
    torch.optim.SGD(module.parameters(), lr=1e-2).step()
    for _ in range(after):
        module(x)
    return module.eval()(x).detach().numpy()


def problem(data, width, classes, *sizes):
    """A narrow ResNet-18 with random weights, and a batch for it."""
    return resnet(data, width, classes), *images_and_labels(data, classes, *sizes)


def resnet(data, width, classes):
    return data.given("resnet", "resnet18", width=width, num_classes=classes)


def images_and_labels(data, classes, count, scale):
    """Images, and labels above and below what is predicted: the differences have both signs, and their sum is not
    small. One colour is 0 in every image, and its weights get no gradient."""
    images = data.normal(count, 3, 64, 64, scale=scale, dtype="float32")
    images[:, data.integers(0, 3)] = 0
    above = np.arange(count * classes).reshape(count, classes) % 3 != 1
    labels = data.uniform(4.0, 6.0, count, classes) - np.where(above, 0.0, 8.0)
    return images, labels.astype("float32")


def smooth_problem(data, width, classes, *sizes):
    """A problem in which no ReLU and no maximum is so near its kink that rounding takes it across. One that crosses
    changes the gradients of all before it by a tenth, and which one does depends on the kernels."""
    given = resnet(data, width, classes)
    module = given.copy("float64")

    def is_smooth(images, labels):
        near = NEAR * np.abs(images).max() / 4
        return same_all_around(module, images, *(data.normal(*images.shape, scale=near) for _ in range(2)))

    return given, *data.until(lambda: images_and_labels(data, classes, *sizes), is_smooth, most=DRAWS, or_last=True)


def same_all_around(module, images, aside, across):
    """Whether the gradients are the same, in float64, in the corners of a triangle around the images. aside, across:
    its directions."""
    corners = aside, (3**0.5 * across - aside) / 2, (-(3**0.5) * across - aside) / 2
    slopes = (models.differentiated(module, images + corner)[1] for corner in corners)
    first = next(slopes)
    allowed = tolerances(first)
    return all(is_close(other[name], first[name], allowed[name]) for other in slopes for name in first)


def takes_the_step(student, solution, given, *batch, only=()):
    """Claims that the parameters named in `only`, or all, change as the reference's do. Returns both models, and the
    student's parameters."""
    ours, theirs = solution.model(given), student.model(given)
    solution.train_step(ours, *batch)
    student.train_step(theirs, *batch)
    before, expected = models.as_given(given), models.values(ours)
    now = models.values(theirs, before)
    names = only or [*FC, *(name for name in before if name not in FC)]
    still = set(names).difference(models.moved(before, now))
    words = say("everything") if len(still) == len(before) else models.in_words(still, FC)
    expect(words, "none", say("the step has not moved {names}", names=words))
    wanted = {name: expected[name] - before[name] for name in before}
    allowed = tolerances(wanted)
    for name in names:
        what = say("the change of {name}", name=name)
        close(now[name] - before[name], wanted[name], what, cause="wrong_state", tolerance=allowed[name])
    dark, weight = ~batch[0].any((0, 2, 3)), "conv1.weight"
    what = say("{name} of a colour that is 0 in every image, which gets no gradient,", name=weight)
    close(now[weight][:, dark], before[weight][:, dark], what, cause="wrong_state", tolerance=Tolerance(0.0, 0.0))
    return ours, theirs, now


def tolerances(changes):
    """For each parameter's change."""
    sizes = {name: np.abs(change).max() for name, change in changes.items()}
    return {name: Tolerance(0.0, EXACT + OVERALL * max(sizes.values()) / size) for name, size in sizes.items()}
