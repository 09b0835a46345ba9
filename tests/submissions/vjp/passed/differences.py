"""Central differences in double precision: any method will do."""
import torch


@torch.no_grad()
def vjp(f, x, v):
    point, h = x.double(), 1e-5
    result = torch.empty_like(point)
    for j in range(x.numel()):
        step = torch.zeros_like(point)
        step[j] = h
        result[j] = torch.dot((f(point + step) - f(point - step)) / (2 * h), v.double())
    return result.to(x.dtype)


def q_gradients(a, b, external_grad):
    return vjp(lambda a: 3 * a**3 - b**2, a, external_grad), vjp(lambda b: 3 * a**3 - b**2, b, external_grad)
