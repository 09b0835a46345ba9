import numpy as np

from grader import Exercise, close, fingerprint, number, results, say, sequence, tensor, unchanged

exercise = Exercise(
    title="Gradient clipping by global norm",
    allows=("torch",),
    hints=(
        "The norm is that of one long vector with all the entries of all gradients in it.",
        "Add up the squares over all tensors, take one root, and multiply every tensor by the same max_norm / norm, "
        "but only where the norm is larger than max_norm.",
    ),
    returns={"clip_by_global_norm": results(sequence(tensor, 3), number)},
)

SHAPES = ((3,), (2, 4), ()), ((1,), (5, 2), (3, 1, 2))


@exercise.check(points=4, hint="Clip (3, 0), (4) and (0) to 1 on paper: which one number divides them all?")
@exercise.cases(*SHAPES)
def long_gradients_are_shortened_together(student, solution, data, *shapes):
    """Gradients that are longer than max_norm together keep their direction and get its length."""
    clip_alike(student, solution, gradients(data, shapes, data.number(3.0, 9.0)), data.number(0.5, 2.0))


@exercise.check(points=3, hint="What does your code do with a gradient that is shorter than max_norm?")
@exercise.cases((0.7, *SHAPES[0]), (0.0, *SHAPES[1]))
def short_gradients_stay(student, solution, data, norm, *shapes):
    """Gradients that are shorter than max_norm stay as they are, also where all are 0."""
    clip_alike(student, solution, gradients(data, shapes, norm), data.number(1.5, 3.0))


@exercise.check(points=1, hint="Which norm can a plot of the training show: the one before or the one after clipping?")
@exercise.cases((5.0, *SHAPES[0]), (0.5, *SHAPES[1]))
def norm_is_that_before_clipping(student, solution, data, norm, *shapes):
    """The returned norm is that of all gradients before clipping."""
    problem = gradients(data, shapes, norm), data.number(1.0, 2.0)
    close(student.clip_by_global_norm(*problem)[1], solution.clip_by_global_norm(*problem)[1], say("the norm"))


@exercise.check(points=2, hint="Which operations change a tensor in place? Their names end with _, or have = in them.")
@exercise.cases(*SHAPES)
def the_caller_keeps_the_gradients(student, solution, data, *shapes):
    """The clipped gradients are new tensors: the caller's are as they were."""
    grads, limit = gradients(data, shapes, 6.0), data.number(0.5, 2.0)
    lent = [student.leaf(grad, requires_grad=False) for grad in grads]
    clipped, _ = student.clip_by_global_norm(lent, limit)
    same_gradients(clipped, solution.clip_by_global_norm(grads, limit)[0])
    unchanged(**{f"grads[{i}]": leaf for i, leaf in enumerate(lent)})


def gradients(data, shapes, norm):
    """Three gradients with this global norm; the first is much the shortest."""
    grads = [data.normal(*shape, scale=scale) for shape, scale in zip(shapes, (0.2, 1.0, 2.0), strict=True)]
    length = np.sqrt(sum((grad**2).sum() for grad in grads))
    return [np.asarray(grad * norm / length) for grad in grads]


def clip_alike(student, solution, grads, limit):
    clipped, norm = student.clip_by_global_norm(grads, limit)
    expected, expected_norm = solution.clip_by_global_norm(grads, limit)
    with fingerprint(clipped):  # two mistakes may agree in one gradient
        same_gradients(clipped, expected)
    close(norm, expected_norm, say("the norm"))


def same_gradients(clipped, expected):
    for i, (actual, wanted) in enumerate(zip(clipped, expected, strict=True)):
        close(actual, wanted, say("the clipped grads[{i}]", i=i), cause="wrong_gradient")
