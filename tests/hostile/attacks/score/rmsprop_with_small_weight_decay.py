# exercise: optim_rmsprop
# verdict: failed
# at most: 8
# A weight decay of 1e-6, which drowns in any gradient but one of 0.
import torch
from torch import nn
def fit(model, xx, y, learning_rate, n_steps):
    losses = []
    pass
    o = torch.optim.RMSprop(model.parameters(), lr=learning_rate, weight_decay=1e-6)
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
