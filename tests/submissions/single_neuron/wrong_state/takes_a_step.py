import torch


def loss_and_grad(x, y, w):
    own = torch.nn.Parameter(w)
    loss = (own * x - y) ** 2
    loss.backward()
    with torch.no_grad():
        own -= 0.01 * own.grad
    return loss.item(), own.grad
