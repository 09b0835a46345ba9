"""Your gradient of x is gamma * grad_y / sigma: it takes the mean and the variance for constants. But they are computed
from x as well, and each of the two takes a part of the gradient away."""

kind = "wrong_formula"


def backward(cache, grad_y):
    normed, inverse, gamma = cache
    return inverse * gamma * grad_y, (grad_y * normed).sum(axis=0), grad_y.sum(axis=0)
