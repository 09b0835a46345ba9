import torch
from collections import namedtuple
import numpy as np

매개변수 = namedtuple("매개변수", "a b c d")

def 다항식(x):
    return 0.5 * (5 * x.pow(3) - 3 * x)

def 도함수(x):
    return 0.5 * (15 * x.pow(2) - 3)

class 르장드르3(torch.autograd.Function):
    def forward(ctx, x):
        ctx.x = x.clone()
        return 다항식(x)

    def backward(ctx, grad_output):
        with torch.no_grad():
            return (grad_output * 도함수(ctx.x),)

LegendrePolynomial3 = 르장드르3

def fit(x, y, learning_rate, n_steps):
    손실들 = np.empty(n_steps)
    값 = [torch.tensor([v], dtype=torch.float64, requires_grad=True) for v in (0, -1, 0, 0.3)]
    for i in range(n_steps):
        a, b, c, d = 값
        잔차 = a + b * 르장드르3.apply(c + d * x.double()) - y.double()
        손실 = 잔차 @ 잔차
        손실들[i] = 손실.detach().numpy()
        손실.backward()
        for v in 값:
            v.data -= learning_rate * v.grad
            v.grad.zero_()
    return 매개변수(*값), 손실들
