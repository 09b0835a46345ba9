import torch

def train(X, Y, learning_rate, n_iters):
    w = torch.tensor(0.0, dtype=X.dtype, requires_grad=True)
    losses = []
    for i in range(n_iters):
        loss = ((w * X - Y) ** 2).mean()
        losses.append(loss.item())
        loss.backward()
        w -= learning_rate * w.grad
        w.grad.zero_()
    return w.item(), losses
