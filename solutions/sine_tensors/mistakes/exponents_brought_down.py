"""The gradients of c and d have the factors 2 and 3 and a power of x that is one too low: there the powers are
differentiated, as if x were what changes. c and d change, and x stays: how does y_pred change when only d does?"""

kind = "wrong_formula"


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        error = a + b * x + c * x**2 + d * x**3 - y
        losses.append(error.pow(2).sum().item())
        grad_y_pred = 2 * error
        a = a - learning_rate * grad_y_pred.sum()
        b = b - learning_rate * (grad_y_pred * x).sum()
        c = c - learning_rate * (grad_y_pred * 2 * x).sum()
        d = d - learning_rate * (grad_y_pred * 3 * x**2).sum()
    return (a, b, c, d), losses
