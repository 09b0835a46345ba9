"""Every step repeats the first one's loss: either the prediction is made once, before the loop, or the parameters do
not move. Each step needs a prediction with the parameters that it starts from, and an update of them."""

kind = "order_of_statements"


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    error = a + b * x + c * x**2 + d * x**3 - y
    for _ in range(n_steps):
        losses.append(error.pow(2).sum().item())
        grad_y_pred = 2 * error
        a = a - learning_rate * grad_y_pred.sum()
        b = b - learning_rate * (grad_y_pred * x).sum()
        c = c - learning_rate * (grad_y_pred * x**2).sum()
        d = d - learning_rate * (grad_y_pred * x**3).sum()
    return (a, b, c, d), losses
