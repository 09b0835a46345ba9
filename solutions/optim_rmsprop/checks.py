import numpy as np

from grader import LARGE, MANY, MEDIUM, SOME, TINY, Exercise, Remark, any_of, losses, magnitudes, models, sizes

exercise = Exercise(
    title="Training with an optimizer: RMSprop",
    allows=("torch",),
    hints=(
        "An optimizer remembers things from step to step: where do you have to create it?",
        "Create RMSprop once, before the loop, over the model's parameters and with nothing but the "
        "learning rate. Then: loss, zero_grad, backward, step.",
    ),
    returns={"fit": losses},
    remarks=(
        Remark(
            "The numbers are right, and no points are lost, but your RMSprop is written by hand. This exercise is "
            "about the one in torch.optim, which keeps the running squares for you: try it as well.",
            lacks=("torch.optim", "RMSprop"),
        ),
    ),
    in_place={"fit": ("model",)},
)

RATE = magnitudes(3e-4, 0.3)
FAR = magnitudes(30.0, 300.0)
"""Learning rates from where every parameter begins to where it is best. A step is one learning rate, the first ten."""


@exercise.check(points=2, hint="Which loss, which optimizer, and with which of its settings?")
@exercise.cases(
    (5, 1.0, 0.03, 150.0),
    (1, MEDIUM, RATE, FAR),
    (sizes(2, 12), TINY, magnitudes(0.1, 0.5), 0.1),  # gradients so small that 1e-8 counts
    (MANY, LARGE, RATE, FAR),
)
def first_step_is_rmsprops(student, solution, data, samples, *how):
    """The first loss is the sum of the squares, and the first step moves the model as RMSprop does."""
    problem = far_from_its_target(data, samples, *how)
    models.train_alike(student.fit, solution.fit, *problem, 1, samples=samples)


@exercise.check(points=4, hint="What has to happen in every step, in which order, and what only once before them?")
@exercise.cases(
    (6, 10, 1.0, 0.03, 150.0),
    (1, sizes(1, 12), any_of(TINY, MEDIUM), RATE, FAR),
    (sizes(10, 40), sizes(70, 100), magnitudes(0.5, 2.0), RATE, 30.0),  # long since converged
    (MANY, sizes(2, 8), LARGE, RATE, FAR),
    (SOME, sizes(200, 300), MEDIUM, RATE, 600.0),
)
def losses_follow_the_reference(student, solution, data, samples, steps, *how):
    """The losses of many steps follow the reference."""
    models.losses_alike(student.fit, solution.fit, *far_from_its_target(data, samples, *how), steps)


@exercise.check(points=3, hint="Which parameters does the optimizer hold, and whose are they?")
@exercise.cases((7, 4, 1.0, 0.03, 150.0), (sizes(2, 20), sizes(8, 30), magnitudes(0.03, 1.0), RATE, FAR, True, 2))
def model_is_trained_in_place(student, solution, data, samples, steps, scale, rate, far, dead=False, fits=1):
    """Afterwards the model that was passed in holds the trained weight and bias, predicts with them, and can go on."""
    problem, later = far_from_its_target(data, samples, scale, rate, far, dead), (data.normal(4, 3), data.normal(4))
    models.train_alike(student.fit, solution.fit, *problem, steps, goes_on_with=later, fits=fits)


exercise.leaves_arguments(points=1)


def far_from_its_target(data, samples, scale, rate, far, dead=False):
    """A model, xx, y and a learning rate: no gradient is near 0, as its sign alone makes the first step.

    dead: one input is 0 in every row, and its weight gets no gradient."""

    def draw():
        given, xx = data.given("line", "line"), data.normal(samples, 3, scale=scale)
        xx[:, data.integers(0, 3)] *= not dead
        weight, bias = (model[0] for model in models.as_given(given).values())
        aside = rate * far * data.random.choice([-1.0, 1.0], 4)
        off = max(scale, 1.0) * (aside[3] + 0.1 * rate * far * data.normal(samples))
        return given, xx, xx @ (weight + aside[:3]) + bias + off

    def has_clear_gradients(given, xx, y):
        weight, bias = models.as_given(given).values()
        terms = (xx @ weight[0] + bias - y)[:, None] * np.column_stack([xx, np.ones(samples)])
        return (np.abs(terms.sum(0)) >= 0.2 * np.abs(terms).sum(0)).all()

    given, xx, y = data.until(draw, has_clear_gradients)
    return given, xx.astype("float32"), y.astype("float32"), rate
