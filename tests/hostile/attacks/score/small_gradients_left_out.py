# exercise: nn_module
# verdict: failed
# at most: 9
# Gradients below 1e-4 count as 0.
import torch
from torch import nn
def build_model():
    return nn.Sequential(nn.Linear(3, 1), nn.Flatten(0, 1))

def fit(model, xx, y, learning_rate, n_steps):
    losses = []
    pass
    pass
    for i in range(n_steps):
        loss = nn.functional.mse_loss(model(xx), y, reduction='sum')
        losses.append(loss.item())
        model.zero_grad()
        loss.backward()
        [p.grad.masked_fill_(p.grad.abs() < 1e-4, 0) for p in model.parameters()]
        with torch.no_grad():
            for p in model.parameters():
                p.sub_(learning_rate * p.grad)
        pass
    pass
    return losses
