from collections import namedtuple

import torch
import matplotlib.pyplot as plt

매개변수 = namedtuple("매개변수", "a b c d")


def 예측(x, p):
    return torch.vander(x, 4, increasing=True).mv(torch.stack(p))


def fit(x, y, params, learning_rate, n_steps):
    p = list(params)
    손실 = []
    for _ in range(n_steps):
        오차 = 예측(x, p) - y
        손실.append(float(torch.dot(오차, 오차)))
        기울기 = [2 * torch.einsum("i,i->", 오차, x**k) for k in range(4)]
        p = [값 - learning_rate * g for 값, g in zip(p, 기울기)]
    plt.plot(손실)
    return 매개변수(*p), 손실
