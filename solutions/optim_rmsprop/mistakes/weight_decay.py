"""Besides its gradient, each parameter's own value goes into your step: that is weight decay. Leave weight_decay out:
its default is 0, and the exercise asks for no other setting than those it names."""

import torch

kind = "wrong_hyperparameter"


def fit(model, xx, y, learning_rate, n_steps):
    loss_fn = torch.nn.MSELoss(reduction="sum")
    optimizer = torch.optim.RMSprop(model.parameters(), lr=learning_rate, weight_decay=1e-2)
    losses = []
    for _ in range(n_steps):
        loss = loss_fn(model(xx), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
