import torch
from torch import nn

def fit(model, xx, y, learning_rate, n_steps):
    loss_fn = nn.MSELoss()
    optimizer = torch.optim.RMSprop(model.parameters(), lr=learning_rate)
    losses = []
    for epoch in range(n_steps):
        optimizer.zero_grad()
        loss = loss_fn(model(xx), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
