import torch

def train(x, y, lr, epochs):
    w, losses = torch.tensor(0.0, requires_grad=True), []
    for _ in range(epochs):
        loss = ((w * x - y) ** 2).mean()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    return w.item(), losses
