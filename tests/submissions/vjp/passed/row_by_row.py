"""By the formula; and one backward a row."""
import torch


q_gradients = lambda a, b, external_grad: (9 * a * a * external_grad, -2 * b * external_grad)  # noqa: E731


class VectorJacobian:
    def __call__(self, f, x, v):
        mine = x.detach().clone()
        mine.requires_grad = True
        y = f(mine)
        total = torch.zeros_like(x)
        for i in range(len(y)):
            (row,) = torch.autograd.grad(y[i], mine, retain_graph=True)
            total = total + v[i] * row
        return total


vjp = VectorJacobian()
