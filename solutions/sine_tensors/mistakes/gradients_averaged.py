"""Your loss is a sum, but the gradients of your steps are means: they are N times too small. What is summed in the
loss is summed in its derivatives too."""

kind = "reduction"


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        error = a + b * x + c * x**2 + d * x**3 - y
        losses.append(error.pow(2).sum().item())
        grad_y_pred = 2 * error
        a = a - learning_rate * grad_y_pred.mean()
        b = b - learning_rate * (grad_y_pred * x).mean()
        c = c - learning_rate * (grad_y_pred * x**2).mean()
        d = d - learning_rate * (grad_y_pred * x**3).mean()
    return (a, b, c, d), losses
