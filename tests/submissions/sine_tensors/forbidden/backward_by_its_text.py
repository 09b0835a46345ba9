import torch


def fit(x, y, params, learning_rate, n_steps):
    params = [getattr(p.clone(), "requires_" + "grad_")() for p in params]
    losses = []
    for _ in range(n_steps):
        a, b, c, d = params
        loss = (a + b * x + c * x**2 + d * x**3 - y).pow(2).sum()
        losses.append(loss.item())
        getattr(loss, "back" + "ward")()
        with torch.no_grad():
            for p in params:
                p -= learning_rate * p.grad
                p.grad = None
    return params, losses
