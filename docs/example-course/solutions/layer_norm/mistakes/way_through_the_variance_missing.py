"""What flows through the mean is there, what flows through the variance is missing: normed times the row's mean of
gamma * grad_y * normed."""

kind = "wrong_formula"


def backward(cache, grad_y):
    normed, inverse, gamma = cache
    g = gamma * grad_y
    return inverse * (g - g.mean(axis=1, keepdims=True)), (grad_y * normed).sum(axis=0), grad_y.sum(axis=0)
