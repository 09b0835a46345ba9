"""Each loss is recorded after its step's update, so the curve begins one step too late. Record the loss of the
prediction that the gradients are made from, before the parameters move."""

kind = "order_of_statements"


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        grad_y_pred = 2 * (a + b * x + c * x**2 + d * x**3 - y)
        a = a - learning_rate * grad_y_pred.sum()
        b = b - learning_rate * (grad_y_pred * x).sum()
        c = c - learning_rate * (grad_y_pred * x**2).sum()
        d = d - learning_rate * (grad_y_pred * x**3).sum()
        losses.append((a + b * x + c * x**2 + d * x**3 - y).pow(2).sum().item())
    return (a, b, c, d), losses
