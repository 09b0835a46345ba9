import torch

def train(xs, ys, w, learning_rate, n_epochs):
    w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    losses, grads = [], []
    for epoch in range(n_epochs):
        for x, y in zip(xs, ys):
            loss = (x * w - y) ** 2
            loss.backward()
            print("\tgrad:", x, y, w.grad.item())
            grads.append(w.grad.item())
            w.data = w.data - learning_rate * w.grad.data
        losses.append(loss.item())
    return w.item(), losses, grads
