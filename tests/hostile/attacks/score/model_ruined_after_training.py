# exercise: nn_module
# verdict: failed
# at most: 8
# Trains rightly, then leaves a model that cannot be trained again and predicts nothing but 0.
import torch
def build_model():
    m = torch.nn.Sequential(torch.nn.Linear(3, 1), torch.nn.Flatten(0, 1))
    for p in m.parameters():
        p.data.zero_()                     # always the same start
    return m
def fit(model, xx, y, learning_rate, n_steps):
    losses = []
    for _ in range(n_steps):
        loss = (model(xx) - y).pow(2).sum()
        losses.append(loss.item())
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            for p in model.parameters():
                p.sub_(learning_rate * p.grad)
    for p in model.parameters():
        p.requires_grad_(False)            # cannot be trained again
    model.forward = lambda x: torch.zeros(len(x))   # and predicts nothing but 0
    return losses
