import torch
from torch.autograd import grad

def train(X, Y, learning_rate, n_iters):
    w = torch.zeros(1, dtype=X.dtype, requires_grad=True)
    losses = []
    for _ in range(n_iters):
        loss = torch.nn.functional.mse_loss(w * X, Y)
        losses.append(loss)
        (dw,) = grad(loss, w)
        w = (w - learning_rate * dw).detach().requires_grad_()
    return w, torch.stack(losses)
