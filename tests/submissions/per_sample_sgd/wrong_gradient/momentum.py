import torch


def train(xs, ys, w, learning_rate, n_epochs):
    w = torch.tensor([w], requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=learning_rate, momentum=0.9)
    losses, grads = [], []
    for _ in range(n_epochs):
        for x, y in zip(xs, ys):
            loss = (x * w - y) ** 2
            optimizer.zero_grad()
            loss.backward()
            grads.append(w.grad.item())
            optimizer.step()
        losses.append(loss.item())
    return w.item(), losses, grads
