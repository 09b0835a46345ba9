# DAG에서의 제외
import torch
import matplotlib.pyplot as plt


def 고정(텐서):
    return 텐서.detach()


def sums(x, y, z):
    합1 = x + y
    합2 = x + z
    return 합1, 합2


def partial_loss(w_frozen, w, x, y):
    예측 = x * 고정(w_frozen) * w
    손실 = torch.nn.MSELoss()(예측, y)
    return 손실


w = torch.rand(3, requires_grad=True)
손실 = partial_loss(torch.ones(3), w, torch.rand(5, 3), torch.rand(5, 3))
손실.backward()
plt.plot(w.grad.numpy())
plt.show()
