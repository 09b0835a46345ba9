import torch
FUNC = getattr(torch, "fu" + "nc")

def loss_of(params, x, y):
    a, b, c, d = params
    return (a + b * x + c * x**2 + d * x**3 - y).pow(2).sum()


def fit(x, y, params, learning_rate, n_steps):
    params, losses = tuple(params), []
    for _ in range(n_steps):
        grads, loss = FUNC.grad_and_value(loss_of)(params, x, y)
        losses.append(loss.item())
        params = tuple(p - learning_rate * g for p, g in zip(params, grads))
    return params, losses
