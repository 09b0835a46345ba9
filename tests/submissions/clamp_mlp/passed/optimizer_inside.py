import matplotlib.pyplot as plt
import numpy as np
import torch


class TwoLayer:
    """a callable object"""

    def __call__(self, X, w1, w2):
        hidden = torch.maximum(X @ w1, torch.tensor(0.0, dtype=X.dtype, device=X.device))
        return hidden @ w2


forward = TwoLayer()


def train(X, y, w1, w2, learning_rate, n_iters):
    optimizer = torch.optim.SGD([w1, w2], lr=learning_rate)
    losses = np.empty(n_iters)
    for t in range(n_iters):
        optimizer.zero_grad()
        loss = torch.norm(forward(X, w1, w2) - y) ** 2
        loss.backward()
        losses[t] = loss.item()
        optimizer.step()
    return losses


plt.plot(train(torch.ones(2, 3), torch.ones(2, 1), torch.ones(3, 4, requires_grad=True), torch.ones(4, 1, requires_grad=True), 1e-3, 5))
plt.show()
