"""Your RMSprop has a momentum of 0.9: its steps carry over into those that follow. The exercise asks for the defaults,
and there the momentum is 0; give it the learning rate alone."""

import torch

kind = "wrong_hyperparameter"


def fit(model, xx, y, learning_rate, n_steps):
    loss_fn = torch.nn.MSELoss(reduction="sum")
    optimizer = torch.optim.RMSprop(model.parameters(), lr=learning_rate, momentum=0.9)
    losses = []
    for _ in range(n_steps):
        loss = loss_fn(model(xx), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
