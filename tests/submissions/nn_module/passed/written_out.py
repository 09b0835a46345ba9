import torch
from torch import nn


class Line(nn.Module):
    def __init__(self):
        super().__init__()
        self.b = nn.Parameter(torch.zeros(1))
        self.w = nn.Parameter(torch.randn(1, 3))

    def forward(self, xx):
        return (xx @ self.w.T + self.b).view(-1)


build_model = lambda: Line()


@torch.no_grad()
def fit(model, xx, y, learning_rate, n_steps):
    bias = next(p for p in model.parameters() if p.dim() == 1)
    weight = next(p for p in model.parameters() if p.dim() == 2)
    losses = []
    for _ in range(n_steps):
        error = model(xx) - y
        losses.append(error @ error)
        weight -= learning_rate * 2 * error.unsqueeze(0) @ xx
        bias -= learning_rate * 2 * error.sum()
    return tuple(losses)
