import torch


def train_step(model, data, labels):
    optimizer = torch.optim.SGD([p for p in model.parameters() if p.dim() > 1], lr=1e-2, momentum=0.9)
    loss = (model(data) - labels).sum()
    loss.backward()
    optimizer.step()
    return loss.item()
