"""Your gradient is that of the prediction w·x, not that of the loss: it does not depend on how far off the prediction
is. Look at which of your tensors you differentiate."""

import torch

kind = "wrong_operand"


def loss_and_grad(x, y, w):
    w = w.detach().clone().requires_grad_()
    prediction = w * x
    loss = ((prediction - y) ** 2).sum()
    return loss.detach(), torch.autograd.grad(prediction.sum(), w)[0]
