import numpy as np
from port import expect, normals, port

from grader import answers, close, gives, sizes, tensor
from grader.worker.convert import to_array

SETTINGS = {"lr": 0.07, "steps": 1}, {"lr": 0.07, "steps": 6}, {"steps": 3}, {"lr": 1e-4}
BOTH = answers.results(tensor, tensor, names=("w", "b"))
exercise = port(
    "LinearRegression",
    closed_form=gives(answers.results(answers.typed_tensor, answers.typed_tensor)),
    gradient_descent=gives(BOTH),
    nn_linear=gives(BOTH),
)
HOLDS = {"closed_form": "Closed-form", "few_steps": "nn.Linear; Gradient", "all_converge": "Gradient; nn.Linear; All"}


def problem(data, samples, width, noise=0.0):
    x, w, e = normals(data, (samples, width), (width,), (samples,))
    b = np.float32(data.number(-3.0, 3.0))
    return x, x @ w + b + np.float32(noise) * e, w, b


@exercise.check(points=1)
@exercise.cases((50, 3, 0.01), (100, 3, 0.0), (sizes(20, 60), sizes(1, 6), 0.5))
def closed_form(student, solution, data, samples, width, noise):
    """closed_form is the least squares solution, of the right shapes; nothing is recorded."""
    x, y, *_ = problem(data, samples, width, noise)
    both = [who.LinearRegression().closed_form(x, y) for who in (student, solution)]
    for name, mine, right in zip("wb", *both, strict=True):
        expect(
            [mine.shape, mine.requires_grad], [right.shape, False], f"{name} has another shape, or requires gradients"
        )
        close(to_array(mine), to_array(right), name)


@exercise.check(points=1)
@exercise.cases(*[(name, how) for name in ("gradient_descent", "nn_linear") for how in SETTINGS])
def few_steps(student, solution, data, method, how):
    """After a few steps the parameters are right, from the same start: zeros, or a new nn.Linear."""
    x, y, *_ = problem(data, 10, 3, 0.3)
    found = []
    for who in (student, solution):
        who.seed(11)
        found.append(getattr(who.LinearRegression(), method)(x, y, **how))
    for name, mine, right in zip("wb", *found, strict=True):
        close(mine, right, f"{name} with {how}")


@exercise.check(points=1)
@exercise.cases("gradient_descent", "nn_linear")
def all_converge(student, solution, data, method):
    """Both ways of descent come to the same solution, also with the default rate and number of steps."""
    x, y, w, b = problem(data, 100, 3)
    for how in ({"lr": 0.05, "steps": 2000}, {}):
        found = getattr(student.LinearRegression(), method)(x, y, **how)
        for name, mine, right in zip("wb", found, (w, b), strict=True):
            expect(mine.shape, right.shape, f"{name} has another shape")
            expect(bool(np.abs(mine - right).max() < 0.01), True, f"{name} is {mine}, expected about {right}")
