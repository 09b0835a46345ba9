"""In your gradient of x the factor gamma is missing: y is gamma * normed + beta, so what reaches normed is
gamma * grad_y."""

kind = "wrong_formula"


def backward(cache, grad_y):
    normed, inverse, _ = cache
    through = grad_y.mean(axis=1, keepdims=True) + normed * (grad_y * normed).mean(axis=1, keepdims=True)
    return inverse * (grad_y - through), (grad_y * normed).sum(axis=0), grad_y.sum(axis=0)
