"""Your steps are those of Adam: the first one moves every parameter by one learning rate, whatever its gradient is. The
exercise asks for plain descent, where a step is the learning rate times the gradient."""

import torch

kind = "wrong_optimizer"


def fit(model, xx, y, learning_rate, n_steps):
    loss_fn = torch.nn.MSELoss(reduction="sum")
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        loss = loss_fn(model(xx), y)
        losses.append(loss.item())
        model.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
