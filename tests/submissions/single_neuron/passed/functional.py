"""torch.func: the gradient of a function."""
from torch.func import grad_and_value


def squared_error(w, x, y):
    return (w * x - y).pow(2).sum()


def loss_and_grad(x, y, w):
    grad, loss = grad_and_value(squared_error)(w, x, y)
    return loss, grad
