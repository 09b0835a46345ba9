import torch


def train_step(model, data, labels):
    loss = (model(data) - labels).sum()
    loss.backward()
    with torch.no_grad():
        for p in model.parameters():
            p += 1e-2 * p.grad
    return loss.item()
