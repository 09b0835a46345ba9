import torch

def train(X: torch.Tensor, Y: torch.Tensor, learning_rate: float, n_iters: int):
    w = torch.zeros(1, requires_grad=True)
    losses = []
    for _ in range(n_iters):
        y_pred = w.data * X
        loss = torch.mean((y_pred - Y) ** 2)
        loss.backward()
        losses.append(loss.item())
        w.data -= learning_rate * w.grad
        w.grad.zero_()
    return w.item(), losses
