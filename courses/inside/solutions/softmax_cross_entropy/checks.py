import numpy as np

from grader import (
    LARGE,
    MANY,
    SOME,
    TINY,
    Exercise,
    StudentError,
    answers,
    any_of,
    close,
    elsewhere,
    expect,
    gradcheck,
    magnitudes,
    say,
    sizes,
)

exercise = Exercise(
    title="Softmax and cross-entropy in one operation",
    allows=("torch",),
    hints=(
        "The loss of a row is log Σ exp(x) − x[t]. Take the row's largest logit out of the sum first: log Σ exp(x) = "
        "m + log Σ exp(x − m).",
        "backward: the softmax of each row, with 1 subtracted at the right class, divided by N, times grad_output; and "
        "None for target.",
    ),
    returns={"SoftmaxCrossEntropy": answers.tensor},
    ranges={"samples": (2, 1000), "magnitude": (1e-3, 1e4), "dims": (2, 2), "float32": (1, 1), "float64": (1, 1)},
)
CLASSES, ANY = sizes(2, 20), magnitudes(1e-3, 10.0)


def problem(data, samples, classes, scale):
    """logits: (N, K), of this size; "far": all near 1e4, or near -1e4; "rows": some rows there, others elsewhere.
    target: (N,)."""
    shift = {"far": data.sign(), "rows": data.random.choice([-1, 0, 1], (samples, 1))}.get(scale, 0)
    logits = data.normal(samples, classes, scale=1.0 if isinstance(scale, str) else scale)
    return 1e4 * shift + logits, data.integers(0, classes, samples)


@exercise.check(points=2, hint="The mean over the rows of −log of the right class's share. Work out the figure above.")
@exercise.cases((4, 3, 1.0), (1, 2, 1.0), (SOME, CLASSES, any_of(TINY, ANY)), (MANY, CLASSES, ANY))
def loss_is_the_mean(student, solution, data, *case):
    """The loss is the mean of the rows' cross-entropies."""
    given = problem(data, *case)
    values = (who.SoftmaxCrossEntropy.apply(*given) for who in (student, solution))
    close(*values, say("the loss"), samples=case[0])


def right(student, like, data, samples, classes, scale, derivative=False):
    """Claims that loss and gradient are right, for cotangents of two magnitudes."""
    given, other = (problem(data, samples, classes, scale) for _ in range(2))
    cotangents = [np.array(data.off_zero()), np.array(data.sign() * data.magnitude(1e-3, 1e3))]
    how = {"cotangents": cotangents, "between": other, "derivative": derivative}
    gradcheck(student.SoftmaxCrossEntropy.apply, given, like, **how)


@exercise.check(points=3, hint="Each logit of a row stands in its sum. Between how many rows is the mean?")
@exercise.cases(
    (right, 4, 3, 1.0, True),
    (right, 1, 2, 1.0, True),
    (elsewhere(right), SOME, CLASSES, ANY),
    (right, SOME, CLASSES, TINY),
    (right, MANY, CLASSES, ANY),
)
def gradient_is_right(student, solution, data, claims, *case):
    """The gradient is (p − y)/N times what comes in."""
    claims(student, solution.SoftmaxCrossEntropy.apply, data, *case)


@exercise.check(points=2, hint="No exponential of a positive number, and no logarithm of a share that may be 0.")
@exercise.cases(
    (4, 3, "far"), (15, 3, "rows"), (15, 4, 1e4), (SOME, CLASSES, LARGE), (sizes(15, 60), CLASSES, any_of("rows", 1e4))
)
def large_logits_do_no_harm(student, solution, data, samples, classes, scale):
    """Logits of 10,000 and of −10,000 do no harm."""
    try:
        right(student, solution.SoftmaxCrossEntropy.apply, data, samples, classes, scale)
    except StudentError as error:
        if error.cause == "not_finite":  # one infinity is like any other: it counts where it comes first
            error.details["fingerprint"] = str(scale)
        raise


@exercise.check(points=2, hint="Which of the two arguments can be moved a little?", without_autograd=True)
@exercise.cases((3, 5, 1.0), (MANY, CLASSES, ANY))
def backward_is_written_out(student, solution, data, *case):
    """The backward is written out: it needs no autograd itself, and has None for target."""
    right(student, solution.SoftmaxCrossEntropy.apply, data, *case)
    if student.autograd:
        logits, target = problem(data, *case)
        _, loss = student.SoftmaxCrossEntropy.apply.keeping(student.leaf(logits), target)
        of_target = loss.handed_back(np.array(data.off_zero()))[1:]
        got = "None" if of_target == [None] else say("something else")
        expect(got, "None", say("backward returns {actual} for target, expected None", actual=got))


exercise.leaves_arguments(points=1)
