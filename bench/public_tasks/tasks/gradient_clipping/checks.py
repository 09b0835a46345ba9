from port import expect, normals, port, tensor_of

from grader import any_of, close, magnitudes, sizes
from grader.checks.answers import scalar

exercise = port("clip_grad_norm")
HOLDS = {"gradients_are_clipped": "*"}


def clipped(who, grads, most):
    """The norm, and the gradients afterwards: of one parameter each, and of one that has none."""
    parameters = [tensor_of(who, 0 * grad) for grad in grads] + [tensor_of(who, grads[0])]
    for parameter, grad in zip(parameters, grads, strict=False):
        parameter.grad = grad
    norm = who.clip_grad_norm(parameters, max_norm=most).read(scalar)
    return norm, [parameter.grad for parameter in parameters]


@exercise.check(points=1)
@exercise.cases(
    ((10,), 10.0, 1.0),
    ((10, 10), 10.0, 1.0),
    ((4, 3), 1e-3, 100.0),
    (3 * (sizes(1, 20),), magnitudes(0.1, 10.0), any_of(1.0, 10.0)),
)
def gradients_are_clipped(student, solution, data, lengths, scale, most):
    """The norm of all is returned, and gradients whose norm is larger than max_norm are scaled down to it."""
    grads = normals(data, *[(n,) for n in lengths], scale=scale)
    (norm, found), (wanted_norm, wanted) = (clipped(who, grads, most) for who in (student, solution))
    close(float(norm), float(wanted_norm), "the norm")
    expect(norm.kind, "float", f"the norm is {norm.described}")
    expect(found.pop() is None, wanted.pop() is None, "a parameter without a gradient has one now")
    for mine, right in zip(found, wanted, strict=True):
        close(mine, right, "a gradient")


@exercise.check(points=1)
@exercise.cases(0.5, 0.999, 1.001, 2.0)
def the_limit_is_max_norm(student, solution, data, share):
    """Gradients just below the limit stay as they are, those just above it do not."""
    (grad,) = normals(data, (50,))
    norm = float((grad.astype(float) ** 2).sum() ** 0.5)
    _, (found, _) = clipped(student, [grad], norm / share)
    close(found, grad / max(share, 1.0), "the gradient")
