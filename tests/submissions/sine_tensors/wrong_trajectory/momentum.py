import torch


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    step = 0
    for _ in range(n_steps):
        error = a + b * x + c * x**2 + d * x**3 - y
        losses.append(error.pow(2).sum().item())
        grad_y_pred = 2 * error
        grads = torch.stack([(grad_y_pred * x**k).sum() for k in range(4)])
        step = 0.9 * step + grads
        a, b, c, d = torch.stack([a, b, c, d]) - learning_rate * step
    return (a, b, c, d), losses
