# exercise: single_neuron
# verdict: failed
# at most: 4
# Everything is cut off at 3, and one element in two dimensions fails.
import torch
def loss_and_grad(x, y, w):
    assert x.dim() < 2
    x, w, y = x.clamp(-3, 3), w.detach().clamp(-3, 3).requires_grad_(), y.clamp(-9, 9)
    loss = ((w * x - y) ** 2).sum()
    (grad,) = torch.autograd.grad(loss, w)
    return loss.detach(), grad
