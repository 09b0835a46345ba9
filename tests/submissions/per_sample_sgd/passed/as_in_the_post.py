import torch
from torch.autograd import Variable


def train(xs, ys, w, learning_rate, n_epochs):
    w = Variable(torch.tensor([w]), requires_grad=True)

    def forward(x):
        return x * w

    def loss(y_pred, y_val):
        return (y_pred - y_val) ** 2

    losses, grads = [], []
    for epoch in range(n_epochs):
        for x_val, y_val in zip(xs, ys):
            y_pred = forward(x_val)
            l = loss(y_pred, y_val)
            l.backward()
            print("\tgrad: ", x_val, y_val, w.grad.item())
            grads.append(w.grad.item())
            w.data = w.data - learning_rate * w.grad.item()
            w.grad.data.zero_()
        print(f"Epoch: {epoch} | Loss: {l.item()}")
        losses.append(l)
    return w, losses, grads
