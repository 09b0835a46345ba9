import torch


def train_step(model, data, labels):
    optimizer = torch.optim.SGD(model.parameters(), momentum=0.9)
    loss = (model(data) - labels).sum()
    loss.backward()
    optimizer.step()
    return loss.item()
