import torch
from torch import nn

def build_model():
    return nn.Linear(3, 1)

def fit(model, xx, y, learning_rate, n_steps):
    criterion = nn.MSELoss(reduction="sum")
    losses = []
    for _ in range(n_steps):
        y_pred = model(xx).reshape(-1, 1)
        loss = criterion(y_pred, y)
        losses.append(loss.item())
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            for p in model.parameters():
                p -= learning_rate * p.grad
    return losses
