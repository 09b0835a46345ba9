import torch

total = torch.zeros(())


def loss_and_grad(x, y, w):
    own = w.clone().requires_grad_()
    loss = (own * x - y) ** 2
    loss.backward()
    total.add_(own.grad.reshape(()))
    return loss, total.clone()
