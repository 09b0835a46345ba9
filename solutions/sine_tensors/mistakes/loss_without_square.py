"""Your steps are right, but the losses that you record are sums of absolute differences. The gradients belong to the
sum of the squares, and so should the losses."""

kind = "wrong_loss"


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        error = a + b * x + c * x**2 + d * x**3 - y
        losses.append(error.abs().sum().item())
        grad_y_pred = 2 * error
        a = a - learning_rate * grad_y_pred.sum()
        b = b - learning_rate * (grad_y_pred * x).sum()
        c = c - learning_rate * (grad_y_pred * x**2).sum()
        d = d - learning_rate * (grad_y_pred * x**3).sum()
    return (a, b, c, d), losses
