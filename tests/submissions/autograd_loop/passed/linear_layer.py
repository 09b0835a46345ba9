import torch
import torch.nn as nn
import torch.nn.functional as F

def train(X, Y, learning_rate, n_iters):
    layer = nn.Linear(1, 1, bias=False).to(X.dtype)
    nn.init.zeros_(layer.weight)
    losses = []
    for _ in range(n_iters):
        layer.zero_grad()
        loss = F.mse_loss(layer(X.unsqueeze(1)), Y.unsqueeze(1))
        losses.append(loss.view(1))
        loss.backward()
        with torch.set_grad_enabled(False):
            for p in layer.parameters():
                p.add_(p.grad, alpha=-learning_rate)
    return layer.weight, losses
