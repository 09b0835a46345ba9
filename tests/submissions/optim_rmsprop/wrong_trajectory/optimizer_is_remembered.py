import torch

optimizer = None


def fit(model, xx, y, learning_rate, n_steps):
    global optimizer
    if optimizer is None:
        optimizer = torch.optim.RMSprop(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        loss = (model(xx) - y).pow(2).sum()
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
