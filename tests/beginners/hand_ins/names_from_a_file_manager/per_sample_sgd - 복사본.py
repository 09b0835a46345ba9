import torch

def train(xs, ys, w, learning_rate, n_epochs):
    w = torch.tensor([float(w)], requires_grad=True, dtype=torch.double)
    losses = []
    grads = []
    for epoch in range(n_epochs):
        for x_val, y_val in zip(xs, ys):
            l = (x_val * w - y_val) ** 2
            l.backward()
            grads.append(w.grad.item())
            w.data = w.data - learning_rate * w.grad.item()
            w.grad.data.zero_()
        losses.append(l.item())
    return w.item(), losses, grads
