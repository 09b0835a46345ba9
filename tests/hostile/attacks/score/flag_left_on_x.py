# exercise: single_neuron
# verdict: failed
# at most: 9
# The caller's x requires gradients after the call: only w was ever looked at.
import torch
def loss_and_grad(x, y, w):
    x = x.detach() if x.requires_grad else x; v = w.detach().clone().requires_grad_()
    loss = ((v * x - y) ** 2).sum()
    (grad,) = torch.autograd.grad(loss, v)
    x.data.mul_(1)
    x.requires_grad_()
    return loss.detach(), grad
