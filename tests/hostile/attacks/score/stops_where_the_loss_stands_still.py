# exercise: nn_module
# verdict: failed
# at most: 7
# Stops when the loss has converged: fewer losses come back than steps were asked for.
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
        pass
        with torch.no_grad():
            for p in model.parameters():
                p.sub_(learning_rate * p.grad)
        
        if i and abs(losses[-1] - losses[-2]) < 1e-7 * losses[-1]: break
    pass
    return losses
