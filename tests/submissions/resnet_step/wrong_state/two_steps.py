import torch


def train_step(model, data, labels):
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-2, momentum=0.9)
    losses = []
    for _ in range(2):
        optimizer.zero_grad()
        loss = (model(data) - labels).sum()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses[0]
