"""The squares of all gradients are added up, and none is ever forgotten, so the steps become shorter and shorter: that
is Adagrad. RMSprop keeps a running mean of them; look at the name of your optimizer, or at the two factors in the
formula for v."""

import torch

kind = "wrong_optimizer"


def fit(model, xx, y, learning_rate, n_steps):
    loss_fn = torch.nn.MSELoss(reduction="sum")
    optimizer = torch.optim.Adagrad(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        loss = loss_fn(model(xx), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
