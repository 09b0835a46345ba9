import torch
import torch.nn as nn


class Neuron(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.tensor(1.0))

    def forward(self, x):
        return self.w * x

    def loss_and_grad(self, x, y, w):
        loss = (w * x - y) ** 2
        loss.backward()
        return loss, w.grad


neuron = Neuron()
