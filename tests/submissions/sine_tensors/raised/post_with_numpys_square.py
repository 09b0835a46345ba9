import math
import numpy as np
import torch

dtype = torch.float
device = torch.device("cpu")


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    for t in range(n_steps):
        # forward
        y_pred = a + b * x + c * x ** 2 + d * x ** 3
        loss = np.square(y_pred-y).sum()
        losses.append(loss)
        if t%100==99: print(t, loss)
        # backward, without loss.backward() and requires_grad
        grad_y_pred = 2.0*(y_pred-y)
        grad_a = grad_y_pred.sum()
        grad_b = (grad_y_pred*x).sum()
        grad_c = (grad_y_pred*x**2).sum()
        grad_d = (grad_y_pred*x**3).sum()
        a -= learning_rate*grad_a
        b -= learning_rate*grad_b
        c -= learning_rate*grad_c
        d -= learning_rate*grad_d
    return (a, b, c, d), losses


x = torch.linspace(-math.pi, math.pi, 2000, device=device, dtype=dtype)
(a, b, c, d), _ = fit(x, torch.sin(x), [torch.randn((), device=device, dtype=dtype) for _ in range(4)], 1e-6, 200)
print(f'Result: y = {a} + {b} x + {c} x^2 + {d} x^3')
