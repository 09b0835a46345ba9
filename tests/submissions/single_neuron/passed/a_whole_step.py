"""An optimizer and a module around it; only the loss and the gradient are asked for."""
import torch
from collections import namedtuple

Result = namedtuple("Result", "loss grad")


class Neuron(torch.nn.Module):
    def __init__(self, w):
        super().__init__()
        self.w = torch.nn.Parameter(w.detach().clone())

    def forward(self, x):
        return self.w * x


def loss_and_grad(x, y, w):
    model = Neuron(w)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    optimizer.zero_grad()
    loss = torch.nn.MSELoss()(model(x), y)
    loss.backward()
    result = Result(loss, model.w.grad)
    optimizer.step()
    return result
