import threading
import torch

differentiate = torch.autograd.grad

def derivative(x, g):
    x = x.detach().clone().requires_grad_()
    return differentiate(0.5 * (5 * x**3 - 3 * x), x, g)[0]

class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return 0.5 * (5 * x**3 - 3 * x)

    @staticmethod
    def backward(ctx, grad_output):
        x, = ctx.saved_tensors
        found = []
        worker = threading.Thread(target=lambda: found.append(derivative(x, grad_output)))
        worker.start()
        worker.join()
        return found[0]

def fit(x, y, learning_rate, n_steps):
    params = [torch.tensor(v, dtype=x.dtype, requires_grad=True) for v in (0.0, -1.0, 0.0, 0.3)]
    losses = []
    for _ in range(n_steps):
        a, b, c, d = params
        loss = (a + b * LegendrePolynomial3.apply(c + d * x) - y).pow(2).sum()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            for p in params:
                p -= learning_rate * p.grad
                p.grad = None
    return params, losses
