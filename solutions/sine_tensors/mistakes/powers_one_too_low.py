"""The powers of x in the gradients are one too low, as if y_pred had been differentiated with respect to x. The loss is
differentiated with respect to a, b, c and d; the powers of x stay as they are."""

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
        c = c - learning_rate * (grad_y_pred * x).sum()
        d = d - learning_rate * (grad_y_pred * x**2).sum()
    return (a, b, c, d), losses
