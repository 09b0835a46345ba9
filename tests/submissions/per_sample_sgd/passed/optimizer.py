import torch
from torch import nn, optim


def train(xs, ys, w, learning_rate, n_epochs):
    model = nn.Linear(1, 1, bias=False)
    with torch.no_grad():
        model.weight.fill_(w)
    criterion = nn.MSELoss()
    optimizer = optim.SGD(model.parameters(), lr=learning_rate)
    losses, grads = [], []
    for _ in range(n_epochs):
        for x, y in zip(xs, ys):
            optimizer.zero_grad()
            loss = criterion(model(torch.tensor([[x]])), torch.tensor([[y]]))
            loss.backward()
            grads.append(model.weight.grad)
            optimizer.step()
        losses.append(loss.detach())
    return model.weight, tuple(losses), tuple(grads)
