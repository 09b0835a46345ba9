# 벡터-자코비안 곱
from turtle import forward

import torch
from torch.autograd import Variable


def 잎(텐서):
    return Variable(텐서.data.clone(), requires_grad=True)


def q_gradients(a, b, external_grad):
    a, b = 잎(a), 잎(b)
    Q = 3*a**3 - b**2
    손실 = (Q * external_grad).sum()
    손실.backward()
    print(9*a**2 * external_grad == a.grad)
    return a.grad, b.grad


def vjp(f, x, v):
    x = 잎(x)
    torch.dot(f(x), v).backward()
    return x.grad


if __name__ == "__main__":
    forward(100)
    print(vjp(lambda x: x**2, torch.ones(3), torch.ones(3)))
