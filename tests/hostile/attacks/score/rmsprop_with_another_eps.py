# exercise: optim_rmsprop
# verdict: failed
# at most: 8
# An eps of 1e-10, which shows only where gradients are small.
import torch
from torch import nn
def fit(model, xx, y, learning_rate, n_steps):
    losses = []
    pass
    o = torch.optim.RMSprop(model.parameters(), lr=learning_rate, eps=1e-10)
    for i in range(n_steps):
        loss = nn.functional.mse_loss(model(xx), y, reduction='sum')
        losses.append(loss.item())
        o.zero_grad()
        loss.backward()
        pass
        o.step()
        pass
    pass
    return losses
