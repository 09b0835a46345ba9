"""float32 whatever comes in, and a fresh tensor made from the number."""
import torch
from turtle import forward


def loss_and_grad(x, y, w):
    w2 = torch.tensor([w.item()], requires_grad=True)
    loss = (x.item() * w2 - y.item()) ** 2
    loss.backward()
    return loss, torch.nn.Parameter(w2.grad)
