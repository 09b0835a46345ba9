"""Your first result has one entry a step, where four values are expected: the last a, b, c and d. Either the two
results are swapped (the parameters come first, then the losses), or they are returned for every step."""


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
    return losses, (a, b, c, d)
