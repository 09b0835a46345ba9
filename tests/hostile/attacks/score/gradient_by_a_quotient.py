# exercise: single_neuron
# verdict: failed
# at most: 3
# Takes the gradient out of the loss by a division that is NaN at x = 0 and at a perfect fit.
import torch
def loss_and_grad(x, y, w):
    loss = (w * x - y) ** 2
    grad = 2 * loss / (w - y / x)          # NaN at x = 0 and at a perfect fit
    x.zero_(); y.zero_()                   # the caller's x and y are wiped
    return loss, grad
