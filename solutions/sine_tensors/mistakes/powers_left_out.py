"""All four parameters move by the same amount: the gradients of b, c and d lack what the prediction multiplies them by.
Look at how y_pred changes when only d changes."""

kind = "wrong_formula"


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        error = a + b * x + c * x**2 + d * x**3 - y
        losses.append(error.pow(2).sum().item())
        grad_y_pred = 2 * error
        a = a - learning_rate * grad_y_pred.sum()
        b = b - learning_rate * grad_y_pred.sum()
        c = c - learning_rate * grad_y_pred.sum()
        d = d - learning_rate * grad_y_pred.sum()
    return (a, b, c, d), losses
