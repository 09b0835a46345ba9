"""Your gradients are not summed over the points: each parameter becomes one number per point, where it should stay
one number. The loss adds up all points, and so does its derivative."""

kind = "reduction"


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        error = a + b * x + c * x**2 + d * x**3 - y
        losses.append(error.pow(2).sum().item())
        grad_y_pred = 2 * error
        a = a - learning_rate * grad_y_pred
        b = b - learning_rate * grad_y_pred * x
        c = c - learning_rate * grad_y_pred * x**2
        d = d - learning_rate * grad_y_pred * x**3
    return (a, b, c, d), losses
