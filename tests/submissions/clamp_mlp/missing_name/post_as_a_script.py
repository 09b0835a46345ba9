# the loop at module level, as in the post, and no train
import torch

learning_rate = 1e-6
X, y = torch.randn(64, 1000), torch.randn(64, 10)
w1 = torch.randn(1000, 100, requires_grad=True)
w2 = torch.randn(100, 10, requires_grad=True)


def forward(X, w1, w2):
    return X.mm(w1).clamp(min=0).mm(w2)


for t in range(1, 11):
    loss = (forward(X, w1, w2) - y).pow(2).sum()
    loss.backward()
    with torch.no_grad():
        w1 -= learning_rate * w1.grad
        w2 -= learning_rate * w2.grad
        w1.grad.zero_()
        w2.grad.zero_()
