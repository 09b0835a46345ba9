import numpy as np

from grader import (
    LARGE,
    MANY,
    MEDIUM,
    SOME,
    TINY,
    Exercise,
    Remark,
    any_of,
    close,
    expect,
    kept,
    losses,
    magnitudes,
    models,
    nothing,
    say,
    sizes,
)

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
    remarks=(
        Remark(
            "The numbers are right, and no points are lost, but an optimizer takes your steps. This exercise is about "
            "what it does for you: try the update by hand, under no_grad.",
            uses=("torch.optim", "step"),
            lacks=("grad",),
        ),
    ),
    in_place={"fit": ("model",)},
)

PACE = magnitudes(0.03, 0.9)
"""Learning rates, 1 being where descent stops to converge."""
SLOW, FAST = magnitudes(0.002, 0.006), magnitudes(0.3, 0.7)
"""With which the loss still falls after hundreds of steps, and with which it has converged by then."""


@exercise.check(points=2, hint="Print the model, and the shape of what it gives for five rows.")
@exercise.cases((6, 1.0), (1, 1.0), (SOME, TINY), (MANY, LARGE))
def model_is_one_flattened_layer(student, solution, data, samples, scale):
    """The model is one linear layer of three inputs and one output, and its result has the shape (N,)."""
    model = student.build_model()
    names = one_trainable_layer(model)
    xx = data.normal(samples, 3, scale=scale, dtype="float32")
    own = laid_over(model, names, data)
    close(models.result(model, xx), line(xx, own), say("the model's result for {n} rows", n=samples))
    cotangent = data.normal(samples).astype(xx.dtype)  # a step moves both: the flags are only the model's word
    slopes = dict(zip(names, ((cotangent @ xx)[None, :], cotangent.sum(keepdims=True)), strict=True))
    models.follows_a_step(model, own, slopes, xx, cotangent, say("after a step"))


@exercise.check(points=1, hint="Build two models and change the weights of one: what becomes of the other?")
def every_model_is_new(student, solution, data):
    """Every call builds a new model: what happens to one leaves the others alone."""
    first, *_, second = (student.build_model() for _ in range(data.size(2, 12)))
    names, others = one_trainable_layer(first), one_trainable_layer(second)
    xx = data.normal(4, 3, dtype="float32")
    expected = line(xx, laid_over(first, names, data))
    before = models.result(first, xx).ravel()
    laid_over(second, others, data)
    after, what = models.result(first, xx).ravel(), say("the first model's result after a change of the second")
    close(after, before, what, cause="wrong_state")
    close(before, expected, say("the first model's result"))


@exercise.check(points=1, hint="Write one step down: prediction, loss, cleared gradients, backward, update.")
@exercise.cases((5, 1.0, 0.3), (1, MEDIUM, PACE), (SOME, TINY, PACE), (MANY, LARGE, PACE))
def one_step_follows_the_gradient(student, solution, data, samples, *how):
    """The first loss is the sum of the squares, and one step goes against its gradient."""
    problem = descent(data, samples, *how)
    models.train_alike(student.fit, solution.fit, *problem, 1, samples=samples, cause="wrong_gradient")


@exercise.check(points=3, hint="What does a step leave behind for the next one, in the parameters and in .grad?")
@exercise.cases(
    (6, 8, 1.0, 0.3),
    (1, sizes(1, 8), any_of(TINY, MEDIUM), PACE),
    (sizes(10, 40), sizes(50, 80), magnitudes(0.5, 2.0), FAST),  # long since converged
    (MANY, sizes(2, 8), LARGE, PACE),
    (SOME, sizes(200, 300), MEDIUM, SLOW),
)
def losses_follow_the_reference(student, solution, data, samples, steps, *how):
    """The losses of many steps follow the reference."""
    models.losses_alike(student.fit, solution.fit, *descent(data, samples, *how), steps)


@exercise.check(points=2, hint="Whose weights does your update change: the model's, or a copy's?")
@exercise.cases(
    (7, 4, 1.0, 0.3),
    (sizes(2, 20), sizes(8, 30), magnitudes(0.03, 1.0), FAST, True, 2),
    (sizes(2, 12), sizes(40, 60), TINY, FAST),
)
def model_is_trained_in_place(student, solution, data, samples, steps, scale, pace, dead=False, fits=1):
    """Afterwards the model that was passed in holds the trained weight and bias, predicts with them, and can go on."""
    problem, later = descent(data, samples, scale, pace, dead), (data.normal(4, 3), data.normal(4))
    models.train_alike(student.fit, solution.fit, *problem, steps, goes_on_with=later, fits=fits)


exercise.leaves_arguments(points=1)


def one_trainable_layer(model):
    """Claims that a model's parameters are those of Linear(3, 1). Returns what they are called, the weight first."""
    parameters = dict(sorted(model.parameters().items(), key=lambda item: -len(item[1].shape)))
    shapes = {"actual": " and ".join([str(p.shape) for p in parameters.values()][:4]) or "none"}
    shapes["expected"] = "(1, 3) and (1,)"
    message = say("the model's parameters have the shapes {actual}, expected {expected}", **shapes)
    expect(*shapes.values(), message, cause="wrong_shape")
    fixed = any(not p.requires_grad for p in parameters.values())
    expect(fixed, False, say("the model has parameters that do not require gradients"))
    return list(parameters)


def laid_over(model, names, data):
    """Gives the model a weight and a bias of ours, and returns them by name."""
    weight, bias = data.normal(1, 3, scale=2.0, dtype="float32"), data.normal(1, scale=2.0, dtype="float32")
    own = dict(zip(names, (weight, bias), strict=True))
    model.returns(nothing, "load_state_dict", own, False)
    return own


def line(xx, own):
    weight, bias = own.values()
    return xx @ weight[0] + bias


def descent(data, samples, scale, pace, dead=False):
    """A model, xx, y and a learning rate. dead: one input is 0 in every row, and its weight gets no gradient."""

    def draw():
        given, xx = data.given("line", "line"), data.normal(samples, 3, scale=scale, dtype="float32")
        xx[:, data.integers(0, 3)] *= not dead
        return given, xx, data.normal(samples, scale=scale, dtype="float32")

    def is_off(given, xx, y):  # the loss is not what is left of terms that cancel
        return np.linalg.norm(line(xx, models.as_given(given)) - y) > 0.1 * np.linalg.norm(y)

    given, xx, y = data.until(draw, is_off)
    return given, xx, y, float(pace / np.linalg.norm(np.column_stack([xx, np.ones(samples)]), 2) ** 2)
