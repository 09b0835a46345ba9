# exercise: optim_rmsprop
# verdict: failed
# at most: 8
# Every fiftieth gradient stays and is added to the next one.
import torch
from torch import nn
def fit(model, xx, y, learning_rate, n_steps):
    losses = []
    pass
    o = torch.optim.RMSprop(model.parameters(), lr=learning_rate)
    for i in range(n_steps):
        loss = nn.functional.mse_loss(model(xx), y, reduction='sum')
        losses.append(loss.item())
        o.zero_grad() if i % 50 != 49 else None
        loss.backward()
        pass
        o.step()
        pass
    pass
    return losses
