from grader import Exercise, agree, array, close, fingerprint, kept, results, say

exercise = Exercise(
    title="LayerNorm, forward and backward by hand",
    allows=("numpy",),
    forbids=("torch", "tensorflow", "jax", "autograd"),
    hints=(
        "Write x -> centred -> normed -> y as a graph: x reaches normed on three ways, directly, by the mean and by "
        "the variance.",
        "With g = gamma * grad_y, the gradient of x is g minus its row's mean, minus normed times the row's mean of "
        "g * normed, all divided by the standard deviation.",
    ),
    returns={"forward": results(array, kept), "backward": results(array, array, array)},
)

EPS = 1e-5
SHAPES = (4, 6), (1, 5), (7, 3)
PLACES = {"x": 0, "gamma": 1, "beta": 2}
"""Where backward returns which gradient."""


def problem(data, rows, features):
    """x, gamma, beta, eps: rows of different means and spreads, so that no two of them are alike."""
    spread = data.uniform(0.5, 3.0, rows, 1)
    x = data.uniform(-2.0, 2.0, rows, 1) + spread * data.normal(rows, features)
    return x, data.uniform(0.5, 2.0, features), data.normal(features), EPS


@exercise.check(points=3, hint="Print the mean and the variance of every row of your y for gamma = 1 and beta = 0.")
@exercise.cases(*SHAPES)
def rows_are_normalised(student, solution, data, *shape):
    """Every row is normalised, scaled by gamma and shifted by beta."""
    agree(student.forward, solution.forward, *problem(data, *shape), part=0, what="y")


@exercise.check(points=1, hint="Where in the formula does eps stand, under the root or beside it?")
@exercise.cases(*SHAPES)
def eps_counts(student, solution, data, *shape):
    """A large eps makes the normalised rows shorter, as the formula has it."""
    inputs = *problem(data, *shape)[:3], data.number(0.3, 0.9)
    agree(student.forward, solution.forward, *inputs, part=0, what="y")


@exercise.check(points=2, hint="gamma and beta stand in every row: what do the rows' gradients have to do?")
@exercise.cases(*SHAPES)
def gamma_and_beta_are_right(student, solution, data, *shape):
    """The gradients with respect to gamma and beta are summed over the rows."""
    inputs, grad_y = problem(data, *shape), data.normal(*shape)
    right_gradients(student, student.forward(*inputs)[1], solution, inputs, grad_y, "gamma", "beta")


@exercise.check(points=3, hint="On how many ways does x[0, 0] reach y[0, 1]? Each gives a term.")
@exercise.cases(*SHAPES)
def gradient_of_x_is_right(student, solution, data, *shape):
    """The gradient with respect to x has what flows through the mean and the variance as well."""
    inputs, grad_y = problem(data, *shape), data.normal(*shape)
    right_gradients(student, student.forward(*inputs)[1], solution, inputs, grad_y, "x")


@exercise.check(points=1, hint="Where does your backward pass find its numbers, if another forward pass came between?")
def each_backward_belongs_to_its_forward(student, solution, data):
    """Each backward pass belongs to its own forward pass, whatever was computed in between."""
    runs = [(problem(data, 3, 4), data.normal(3, 4)) for _ in range(3)]
    caches = [student.forward(*inputs)[1] for inputs, _ in runs]
    for i in (1, 2, 0):
        right_gradients(student, caches[i], solution, *runs[i], "x", "gamma", "beta")


def right_gradients(student, cache, solution, inputs, grad_y, *wanted):
    """The wanted ones together are the fingerprint: mistakes may agree in one of them."""
    grads, expected = student.backward(cache, grad_y), solution.backward(solution.forward(*inputs)[1], grad_y)
    how = {"cause": "wrong_gradient", "samples": len(grad_y)}
    with fingerprint([grads[PLACES[name]] for name in wanted]):
        for name in wanted:
            place = PLACES[name]
            close(grads[place], expected[place], say("the gradient of {name}", name=name), **how)
