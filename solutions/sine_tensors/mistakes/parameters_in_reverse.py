"""The four parameters come back in reverse, with the highest power first, as np.polyfit has them. Here a, the constant,
is first."""

kind = "wrong_return"


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        error = a + b * x + c * x**2 + d * x**3 - y
        losses.append(error.pow(2).sum().item())
        grad_y_pred = 2 * error
        a = a - learning_rate * grad_y_pred.sum()
        b = b - learning_rate * (grad_y_pred * x).sum()
        c = c - learning_rate * (grad_y_pred * x**2).sum()
        d = d - learning_rate * (grad_y_pred * x**3).sum()
    return (d, c, b, a), losses
