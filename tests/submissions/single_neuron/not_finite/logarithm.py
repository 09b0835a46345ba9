import torch


def loss_and_grad(x, y, w):
    w = w.detach().clone().requires_grad_()
    loss = torch.exp(2 * torch.log(-torch.abs(w * x - y)))
    loss.backward()
    return loss, w.grad
