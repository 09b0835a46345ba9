import numpy as np

from grader import (
    Exercise,
    answers,
    any_of,
    close,
    elsewhere,
    expect,
    gradcheck,
    gradgradcheck,
    magnitudes,
    say,
    shapes,
    sizes,
    without_autograd,
)

exercise = Exercise(
    title="A backward that can be differentiated again",
    allows=("torch",),
    hints=(
        "The derivative is σ(x) + x · σ(x) · (1 − σ(x)). Save x alone: σ(x) is quickly made again, and in backward "
        "it is recorded.",
        "backward: take x from ctx.saved_tensors, s = torch.sigmoid(x), and return grad_output * (s + x * s * (1 - "
        "s)). No detach(), no no_grad(), no .data on the way.",
    ),
    returns={"Swish": answers.tensor},
    ranges={"magnitude": (1e-3, 30.0), "float32": (1, 1), "float64": (1, 1)},
)
SMALL, FULL = shapes(sizes(1, 3), sizes(2, 60)), shapes(any_of(1, 4), sizes(200, 400))
ANY, TINY, LARGE = magnitudes(1e-3, 8.0), magnitudes(1e-3, 3e-3), magnitudes(8.0, 30.0)
"""LARGE: where there are entries of both signs, as of a large negative x alone little is left but rounding."""
EITHER = any_of(True, False)


def points(data, shape, scale):
    """Inputs of this size, of both signs."""
    return np.asarray(data.uniform(0.5 * scale, 1.5 * scale, *shape) * data.random.choice([-1.0, 1.0], shape))


@exercise.check(points=1, hint="Work out Swish(0) and Swish(1). Does it work for a matrix as well?")
@exercise.cases(((4,), 1.0), ((), 1.0), ((3, 5), 1.0), (SMALL, any_of(ANY, TINY)), (FULL, LARGE))
def value_is_swish(student, solution, data, shape, scale):
    """The value is x · σ(x) for every entry of x, whatever its shape."""
    x = points(data, shape, scale)
    close(student.Swish.apply(x), solution.Swish.apply(x), "Swish(x)")


def right(student, like, data, shape, scale, contiguous=True, derivative=False):
    """Claims that value and gradient are right, whatever is asked in between."""
    x = points(data, shape, scale)
    cotangents = [data.normal(*shape, scale=size) for size in (1.0, data.magnitude(1e-3, 1e3))]
    how = {"contiguous": contiguous, "between": (points(data, shape, scale),), "derivative": derivative}
    gradcheck(student.Swish.apply, (x,), like, cotangents=cotangents, **how)


@exercise.check(points=3, hint="A product of two functions of x: its derivative has two terms, times what comes in.")
@exercise.cases(
    (right, (3,), 1.0, True, True),
    (right, (), ANY, True, True),
    (elsewhere(right), SMALL, ANY, False),
    (right, SMALL, TINY, EITHER),
    (right, FULL, LARGE, EITHER),
)
def gradient_is_right(student, solution, data, claims, *case):
    """The gradient is Swish′(x) times what comes in."""
    claims(student, solution.Swish.apply, data, *case)


@exercise.check(points=3, hint="What in your backward still knows that it was made of x, and of grad_output?")
@exercise.cases(((3,), 1.0), ((), ANY), (SMALL, any_of(ANY, TINY)), (FULL, LARGE))
def second_derivative_is_right(student, solution, data, shape, scale):
    """The gradient can be differentiated again, by x and by grad_output."""
    x, cotangent, weight = points(data, shape, scale), data.normal(*shape), data.normal(*shape)
    gradgradcheck(student.Swish.apply, [x], solution.Swish.apply, cotangent, [weight])


@exercise.check(points=1, hint="Differentiate x · σ(x) on paper, and write that into backward.")
@exercise.cases((SMALL, ANY), (FULL, ANY))
def backward_is_written_out(student, solution, data, *case):
    """The backward is written out: it needs no autograd itself."""
    with without_autograd(student) as bare:
        right(bare, solution.Swish.apply, data, *case)


@exercise.check(points=1, hint="What can backward work out again from x alone?")
@exercise.cases(((4,), 1.0), (SMALL, ANY))
def one_tensor_is_saved(student, solution, data, shape, scale):
    """One tensor is saved for backward, and no more; the gradient is right."""
    right(student, solution.Swish.apply, data, shape, scale)
    _, kept = student.Swish.apply.keeping(student.leaf(points(data, shape, scale)))
    saved = kept.saved()
    expect(max(saved, 1), 1, say("{n} tensors are saved for backward, expected 1", n=saved))


exercise.leaves_arguments(points=1)
