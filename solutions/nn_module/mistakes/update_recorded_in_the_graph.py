"""The update is itself recorded by autograd, and a leaf that requires gradients may not be changed in place while
that goes on. The new weights are not part of the computation: tell torch not to track the update."""

import torch

kind = "tracked_update"


def fit(model, xx, y, learning_rate, n_steps):
    loss_fn = torch.nn.MSELoss(reduction="sum")
    losses = []
    for _ in range(n_steps):
        loss = loss_fn(model(xx), y)
        losses.append(loss.item())
        model.zero_grad()
        loss.backward()
        for param in model.parameters():
            param.sub_(learning_rate * param.grad)
    return losses
