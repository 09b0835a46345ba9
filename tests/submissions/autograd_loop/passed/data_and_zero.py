import numpy as np
import torch
import matplotlib.pyplot as plt
from torch.autograd import Variable

def forward(x, w):
    return x * w

def train(X, Y, learning_rate=0.01, n_iters=10):
    w = Variable(torch.Tensor([0.0]), requires_grad=True)
    losses = []
    for epoch in range(n_iters):
        l = ((Y - forward(X, w)) ** 2).sum() / X.numel()
        l.backward()
        losses.append(l.data.numpy())
        w.data -= learning_rate * w.grad.data
        w.grad.data.zero_()
        if epoch % 5 == 0:
            print(f"epoch {epoch}: w = {w.item():.3f}, loss = {l.item():.8f}")
    return w.data[0], np.array(losses)

X = torch.tensor([1, 2, 3, 4], dtype=torch.float32)
w, losses = train(X, 2 * X, n_iters=20)
plt.plot(losses)
plt.savefig("losses.png")
