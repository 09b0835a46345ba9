import numpy as np

from grader import Exercise, Remark, losses, models

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
@exercise.cases((5, 1.0), (1, 1.0), (4, 1e-6))  # where gradients are small, so that 1e-8 counts
def first_step_is_rmsprops(student, solution, data, samples, scale):
    """The first loss is the sum of the squares, and the first step moves the model as RMSprop does."""
    problem = far_from_its_target(data, samples, scale)
    models.train_alike(student.fit, solution.fit, *problem, 1, samples=samples)


@exercise.check(points=4, hint="What has to happen in every step, in which order, and what only once before them?")
@exercise.cases((6, 10), (40, 7), (3, 12))
def losses_follow_the_reference(student, solution, data, samples, steps):
    """The losses of many steps follow the reference."""
    models.losses_alike(student.fit, solution.fit, *far_from_its_target(data, samples), steps)


@exercise.check(points=3, hint="Which parameters does the optimizer hold, and whose are they?")
@exercise.cases((7, 4), (1, 6), (20, 9))
def model_is_trained_in_place(student, solution, data, samples, steps):
    """Afterwards the model that was passed in holds the trained weight and bias, predicts with them, and can go on."""
    problem, later = far_from_its_target(data, samples), (data.normal(4, 3), data.normal(4))
    models.train_alike(student.fit, solution.fit, *problem, steps, goes_on_with=later)


def far_from_its_target(data, samples, scale=1.0):
    """A model, xx, y and a learning rate: no gradient is near 0, as its sign alone makes the first step."""

    def draw():
        given, xx = data.given("line", "line"), data.normal(samples, 3, scale=scale)
        weight, bias = data.random.choice([-4, 4], 3) / scale, data.random.choice([-5, 5])
        return given, xx, xx @ weight + bias + data.normal(samples)

    def has_clear_gradients(given, xx, y):
        weight, bias = models.as_given(given).values()
        terms = (xx @ weight[0] + bias - y)[:, None] * np.column_stack([xx, np.ones(samples)])
        return (np.abs(terms.sum(0)) > 0.2 * np.abs(terms).sum(0)).all() and np.abs(terms).min() > 1e-2 * scale

    given, xx, y = data.until(draw, has_clear_gradients)
    return given, xx.astype("float32"), y.astype("float32"), data.number(0.02, 0.04)
