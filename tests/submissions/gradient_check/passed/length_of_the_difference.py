# |a - b| / (|a| + |b|) of the whole vectors: one wrong entry of n still counts, as a difference of lengths would not
from numpy import asarray, eye, float64
from numpy.linalg import norm


def agrees(f, backward, x, v, eps, rtol):
    a = asarray(backward(x.copy(), v.copy()), dtype=float64)
    at_x = f(x)  # 2 n + 1 are allowed
    assert at_x.shape == v.shape
    b = asarray([((f(x + eps * e) - at_x) - (f(x - eps * e) - at_x)) @ v / (2 * eps) for e in eye(len(x))])
    return bool(norm(a - b) <= rtol * (norm(a) + norm(b)))
