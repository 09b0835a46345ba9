import torch


def forward(x, y, w):
    x, y, w = (torch.tensor(v, requires_grad=True) for v in (x, y, w))
    loss = (x * w - y) ** 2
    return loss.item(), (loss, x, y, w)


def backward(cache):
    loss, x, y, w = cache
    loss.backward()
    return {"x": x.grad.item(), "y": y.grad.item(), "w": w.grad.item()}
