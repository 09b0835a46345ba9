import numpy as np
import torch
import matplotlib.pyplot as plt


def 손실(예측, 정답):
    return torch.sum(torch.square(예측 - 정답))


def fit(model, xx, y, learning_rate, n_steps):
    최적화 = torch.optim.RMSprop(params=model.parameters(), lr=learning_rate)
    기록 = np.zeros(n_steps)
    model.train()
    for i in range(n_steps):
        값 = 손실(model(xx), y)
        기록[i] = 값.item()
        값.backward()
        최적화.step()
        최적화.zero_grad()
    return 기록


if __name__ == "__main__":
    plt.plot([1, 2, 3])
    plt.show()
