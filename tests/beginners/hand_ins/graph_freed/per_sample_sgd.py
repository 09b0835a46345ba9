import torch

def train(xs, ys, w, learning_rate, n_epochs):
    w = torch.tensor(w, requires_grad=True)
    losses, grads = [], []
    for epoch in range(n_epochs):
        total = 0
        for x, y in zip(xs, ys):
            loss = (x * w - y) ** 2
            total = total + loss
            total.backward()
            grads.append(w.grad.item())
            with torch.no_grad():
                w -= learning_rate * w.grad
            w.grad.zero_()
        losses.append(loss.item())
    return w.item(), losses, grads
