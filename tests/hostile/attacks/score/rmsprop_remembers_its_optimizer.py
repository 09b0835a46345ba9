# exercise: optim_rmsprop
# verdict: failed
# at most: 8
# The optimizer stays with the model: a second training goes on with the first one's running squares.
import torch
from torch import nn
def fit(model, xx, y, learning_rate, n_steps):
    losses = []
    pass
    o = model.__dict__.setdefault('o', torch.optim.RMSprop(model.parameters(), lr=learning_rate))
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
