"""Your RMSprop is written by hand, and divides by v itself: with a gradient twice as large the step becomes half as
long. What has to happen to the mean of the squares before it divides?"""

import torch

kind = "wrong_formula"


def fit(model, xx, y, learning_rate, n_steps):
    loss_fn = torch.nn.MSELoss(reduction="sum")
    losses, squares = [], [torch.zeros_like(param) for param in model.parameters()]
    for _ in range(n_steps):
        loss = loss_fn(model(xx), y)
        losses.append(loss.item())
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            for param, v in zip(model.parameters(), squares, strict=True):
                v.mul_(0.99).add_(0.01 * param.grad**2)
                param.sub_(learning_rate * param.grad / (v + 1e-8))
    return losses
