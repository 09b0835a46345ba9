import msgspec
import numpy as np

from grader import Exercise, close, equal, number, results, sequence, tensor

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


def gradients(data, shapes, norm):
    """Three gradients with this global norm; the first is much the shortest."""
    grads = [data.normal(*shape, scale=scale) for shape, scale in zip(shapes, (0.2, 1.0, 2.0), strict=True)]
    length = np.sqrt(sum((grad**2).sum() for grad in grads))
    return [np.asarray(grad * norm / length) for grad in grads]


def right(student, solution, grads, limit):
    """The three clipped gradients, then the norm. A wrong one has all of them as evidence, so that two mistakes that
    agree in one gradient are told apart."""
    (clipped, norm), (expected, expected_norm) = (
        subject.clip_by_global_norm(grads, limit) for subject in (student, solution)
    )
    for i, (actual, wanted) in enumerate(zip(clipped, expected, strict=True)):
        found = close(actual, wanted, f"the clipped grads[{i}]", cause="wrong_gradient")
        if not found:
            return msgspec.structs.replace(found, evidence=np.concatenate([np.ravel(grad) for grad in clipped]))
    return close(norm, expected_norm, "the norm")


@exercise.check(points=4, hint="Clip (3, 0), (4) and (0) to 1 on paper: which one number divides them all?")
def long_gradients_are_shortened_together(student, solution, data):
    """Gradients that are longer than max_norm together keep their direction and get its length."""
    for shapes in SHAPES:
        found = right(student, solution, gradients(data, shapes, data.number(3.0, 9.0)), data.number(0.5, 2.0))
        if not found:
            return found
    return found


@exercise.check(points=3, hint="What does your code do with a gradient that is shorter than max_norm?")
def short_gradients_stay(student, solution, data):
    """Gradients that are shorter than max_norm stay as they are, also where all are 0."""
    for shapes, norm in zip(SHAPES, (0.7, 0.0), strict=True):
        found = right(student, solution, gradients(data, shapes, norm), data.number(1.5, 3.0))
        if not found:
            return found
    return found


@exercise.check(points=1, hint="Which norm can a plot of the training show: the one before or the one after clipping?")
def norm_is_that_before_clipping(student, solution, data):
    """The returned norm is that of all gradients before clipping."""
    for shapes, norm in zip(SHAPES, (5.0, 0.5), strict=True):
        problem = gradients(data, shapes, norm), data.number(1.0, 2.0)
        found = close(student.clip_by_global_norm(*problem)[1], solution.clip_by_global_norm(*problem)[1], "the norm")
        if not found:
            return found
    return found


@exercise.check(points=2, hint="Which operations change a tensor in place? Their names end with _, or have = in them.")
def the_caller_keeps_the_gradients(student, solution, data):
    """The clipped gradients are new tensors: the caller's are as they were."""
    for shapes in SHAPES:
        grads, limit = gradients(data, shapes, 6.0), data.number(0.5, 2.0)
        lent = [student.leaf(grad, requires_grad=False) for grad in grads]
        found = right_and_kept(student, solution, grads, lent, limit)
        if not found:
            return found
    return found


def right_and_kept(student, solution, grads, lent, limit):
    clipped = student.clip_by_global_norm(lent, limit)[0]
    for i, wanted in enumerate(solution.clip_by_global_norm(grads, limit)[0]):
        found = close(clipped[i], wanted, f"the clipped grads[{i}]", cause="wrong_gradient")
        changed = not np.array_equal(tensor(lent[i].now(), "grads"), grads[i])
        found = found and equal(changed, False, f"after the call grads[{i}] itself has other values")
        if not found:
            return found
    return found
