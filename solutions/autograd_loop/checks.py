from functools import partial

from grader import Exercise, Remark, StudentError, losses, number, results, say, shown, train_alike

exercise = Exercise(
    title="Gradient descent with autograd",
    allows=("torch",),
    hints=(
        "Three things happen in every step besides the loss: backward, an update that is not tracked, and "
        "gradients that start from nothing again.",
        "Make w a leaf that requires gradients, of X's dtype. In each step: loss, backward, w −= "
        "learning_rate · w.grad under no_grad, then clear w.grad. Return the w after the last update.",
    ),
    returns={"train": results(number, losses)},
    remarks=(Remark.by_hand(),),
)


@exercise.check(points=3, hint="Write the loop's body down for one step: prediction, loss, gradient, update.")
@exercise.cases((5, "float64", 1), (3, "float32", -1), (1, "float64", 1))
def one_step_follows_the_gradient(student, solution, data, samples, dtype, sign):
    """One step from w = 0 has the mean squared error as its loss and goes against its gradient."""
    X, Y = data.near_a_line(samples, sign, dtype, every_third=True)
    problem = X, Y, data.number(0.1, 0.2), 1
    how = {"cause": "wrong_gradient", "samples": samples, "given": shown(X=X, Y=Y)}
    train_alike(student.train, solution.train, *problem, returned=[say("w after one step")], more=2, **how)


@exercise.check(
    points=4, hint="What does a step leave behind for the next one: in w, in its gradient, in the recorded graph?"
)
@exercise.cases((6, 12, "float64", 1), (40, 9, "float32", -1))
def losses_follow_the_reference(student, solution, data, samples, steps, dtype, sign):
    """The losses of many steps follow the reference."""
    problem = *data.near_a_line(samples, sign, dtype, every_third=True), data.number(0.02, 0.04), steps
    train_alike(partial(many_steps, student), solution.train, *problem)


@exercise.check(points=2, hint="The w that comes back has gone through every update, the last one too.")
@exercise.cases((7, 4, 1), (2, 9, -1))
def last_w_comes_back(student, solution, data, samples, steps, sign):
    """The returned w is the one after the last step."""
    problem = *data.near_a_line(samples, sign, every_third=True), data.number(0.02, 0.04), steps
    train_alike(partial(many_steps, student), solution.train, *problem, returned=[say("the returned w")], losses=False)


@exercise.check(points=1, hint="Each call begins anew: at w = 0, and with no gradient from the call before.")
def calls_do_not_remember(student, solution, data):
    """Every call starts afresh, at w = 0."""
    one = *data.near_a_line(4, every_third=True), 0.05, 3
    other = *data.near_a_line(9, -1, every_third=True), 0.03, 5
    for problem in (one, other, one):
        train_alike(partial(many_steps, student), solution.train, *problem, returned=[say("the returned w")])


def many_steps(student, X, Y, rate, steps):
    """What train returns. An error that a single step does not bring about is told as one of the second step."""
    try:
        return student.train(X, Y, rate, steps)
    except StudentError as error:
        if error.cause != "raised":
            raise
        student.train(X, Y, rate, 1)  # raises by itself where the first step does
        message = say("one step goes well, the next one does not: {message}", message=error.message)
        details = {**error.details, "fingerprint": f"not in the first step: {error.details.get('fingerprint')}"}
        raise StudentError("raised", message, **details) from None
