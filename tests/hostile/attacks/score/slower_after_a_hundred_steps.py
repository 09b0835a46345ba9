# exercise: nn_module
# verdict: failed
# at most: 8
# A scheduler that steps in at step 100.
import torch
from torch import nn
def build_model():
    return nn.Sequential(nn.Linear(3, 1), nn.Flatten(0, 1))

def fit(model, xx, y, learning_rate, n_steps):
    losses = []
    pass
    o = torch.optim.SGD(model.parameters(), lr=learning_rate); sch = torch.optim.lr_scheduler.StepLR(o, 100, 0.9)
    for i in range(n_steps):
        loss = nn.functional.mse_loss(model(xx), y, reduction='sum')
        losses.append(loss.item())
        model.zero_grad()
        loss.backward()
        pass
        o.step(); sch.step()
        pass
    pass
    return losses
