import numpy as np

from grader import LARGE, MANY, TINY, CachedPasses, Exercise, Tolerance, agree, any_of, close, magnitudes, sizes


def near(given, dout):
    """dx is what is left of terms that cancel: how large they are says what is near enough."""
    x, gain, _, eps = given
    return {"dx": Tolerance(1e-4, 1e-5, 1e-7 * np.abs(gain * dout).max() / np.sqrt(x.var(axis=-1).min() + eps))}


passes = CachedPasses(("dx", "dgain", "dbias"), near)
exercise = Exercise(
    title="LayerNorm, forwards and backwards",
    allows=("numpy",),
    forbids=("torch", "tensorflow", "jax", "autograd"),
    hints=(
        "Draw x → centred → normed → out as a graph. x reaches normed in three ways: directly, through the mean and "
        "through the variance.",
        "With g = gain * dout, dx is g minus its row's mean, minus normed times the row's mean of g * normed, all "
        "divided by √(variance + eps). The gradients of gain and bias are summed over all axes but the last.",
    ),
    returns=passes.returns,
    ranges={"float32": (1, 1), "float64": (1, 1), "magnitude": (1.0, 1e3)},  # of normalised rows the largest is above 1
)

EPS = magnitudes(1e-8, 1e-2)
FAR = any_of(TINY, LARGE)
CASES = [((4, 6), EPS), ((sizes(3, 9),), EPS), ((sizes(2, 4), 1, sizes(3, 7)), EPS, TINY, TINY, TINY)]
CASES += [((sizes(2, 3), 2, sizes(2, 4), sizes(3, 5)), EPS), ((MANY, sizes(3, 5)), 1e-5, FAR)]
CASES += [((2, MANY), EPS, 1.0, FAR, FAR), ((3, 5), magnitudes(0.1, 1.0)), ((sizes(2, 9), sizes(3, 60)), EPS, LARGE)]


def problem(data, shape, eps, scale=1.0, of_gain=1.0, of_dout=1.0):
    """What forward is given, and dout. Rows have different means and spreads. scale: of x; the others: of theirs."""
    spread, mean = data.uniform(0.5, 3.0, *shape[:-1], 1), data.uniform(-2.0, 2.0, *shape[:-1], 1)
    x, gain = mean + spread * data.normal(*shape), data.uniform(0.5, 2.0, shape[-1]) * data.sign()
    return (scale * x, of_gain * gain, of_gain * data.normal(shape[-1]), eps), data.normal(*shape, scale=of_dout)


def constant(data, shape, eps):
    """Rows of which all but the first hold one number each; exact ones, whose mean is that number."""
    (x, *rest), dout = problem(data, shape, eps)
    x[1:] = data.integers(-12, 12, len(x) - 1, 1) / 4
    return (x, *rest), dout


@exercise.check(points=3, hint="Print mean and variance of every row of out, for a gain of 1 and a bias of 0.")
@exercise.cases(*CASES)
def rows_are_normalised(student, solution, data, *case):
    """Every row along the last axis is normalised, times gain, plus bias."""
    agree(student.forward, solution.forward, *problem(data, *case)[0], part=0, what="out")


@exercise.check(points=2, hint="gain and bias are used by every row: what happens to the gradients of all rows?")
@exercise.cases(*CASES)
def gain_and_bias_are_right(student, solution, data, *case):
    """The gradients with respect to gain and bias are summed over all rows, whatever the axes."""
    passes.gradients(student, solution, *problem(data, *case), "dgain", "dbias")


@exercise.check(points=2, hint="In how many ways does x[0, 0] reach out[0, 1]? Each gives a term.")
@exercise.cases(*CASES)
def gradient_of_x_is_right(student, solution, data, *case):
    """The gradient with respect to x has what flows through the mean and through the variance."""
    passes.gradients(student, solution, *problem(data, *case), "dx")


@exercise.check(points=1, hint="What are deviations and variance there? Only eps keeps the division from being 0 / 0.")
@exercise.cases((problem, (4, 1)), (constant, (3, 4)), (problem, (1,)), (constant, (sizes(2, 9), sizes(2, 60))))
def rows_without_spread_are_right(student, solution, data, make, shape):
    """Rows of one number, and of equal numbers, have the right result and gradients."""
    given, dout = make(data, shape, data.magnitude(1e-6, 1e-2))
    out, cache = student.forward(*given)
    close(out, solution.forward(*given)[0], "out", tolerance=Tolerance(1e-4, 1e-5, 1e-6))
    passes.gradients(student, solution, given, dout, cache=cache)


@exercise.check(points=1, hint="Where does your backward find its numbers, if another forward came between?")
@exercise.cases(3, sizes(5, 12))
def each_backward_belongs_to_its_forward(student, solution, data, number):
    """Each backward belongs to its own forward, whatever was computed in between."""
    runs = [problem(data, (3, 4) if i % 2 else (2, 2, 5), 1e-5) for i in range(number)]
    passes.interleaved(student, solution, data, runs)


exercise.leaves_arguments(points=1)
