from port import expect, normals, port, tensor_of

from grader import any_of, close, magnitudes, sizes

exercise = port("MyAdam", takes=("params",))
HOLDS = {"steps": "Parameters; Matches", "zero_grad": "zero_grad"}


def stepped(who, starts, grads, how):
    """The parameters after each step; the last one has no gradient before the third."""
    params = [tensor_of(who, start) for start in starts]
    optimizer, after = who.MyAdam(params, **how), []
    for i, each in enumerate(grads):
        for param, grad in zip(params, each, strict=True):
            if i > 1 or param is not params[-1]:
                param.grad = grad
        optimizer.step()
        after.append([param.data for param in params])
    return after


@exercise.check(points=1)
@exercise.cases(
    ({}, 1.0), ({"lr": 0.001, "betas": (0.9, 0.999), "eps": 1e-8}, 1.0),
    ({"lr": 0.3, "betas": (0.5, 0.8), "eps": 0.1}, 1.0),
    ({"eps": 1e-3}, any_of(1e-3, 1e-4)), ({}, 1e-8), ({"lr": magnitudes(0.01, 1.0)}, magnitudes(1e-3, 10.0)),
)  # fmt: skip
def steps(student, solution, data, how, scale):
    """Five steps are Adam's, with any hyperparameters, of several parameters; one without a gradient stays."""
    how = {name: value if isinstance(value, float | tuple) else value.draw(data) for name, value in how.items()}
    starts = [0.0 * each for each in normals(data, (4, 3), (5,), (2,))]
    grads = [normals(data, (4, 3), (5,), (2,), scale=scale) for _ in range(5)]
    mine, right = (stepped(who, starts, grads, how) for who in (student, solution))
    for i, (found, wanted) in enumerate(zip(mine, right, strict=True)):
        for a, b in zip(found, wanted, strict=True):
            close(a, b, f"a parameter after {i + 1} steps")


@exercise.check(points=1)
@exercise.cases(sizes(1, 9))
def zero_grad(student, solution, data, n):
    """zero_grad sets all gradients to 0, a parameter without one keeps none."""
    params = [tensor_of(student, each) for each in normals(data, (n,), (n, 2), (3,))]
    optimizer = student.MyAdam(params, lr=0.01)
    for param in params[:2]:
        param.grad = param.data + 1.0
    optimizer.zero_grad()
    for param in params[:2]:
        close(param.grad, 0 * param.data, "the gradient")
    expect(params[2].grad is None, True, "a parameter without a gradient has one now")
