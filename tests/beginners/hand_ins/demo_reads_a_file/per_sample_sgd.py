import torch

with open("data/points.txt") as file:
    points = [[float(v) for v in line.split()] for line in file]


def train(xs, ys, w, learning_rate, n_epochs):
    w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    losses, grads = [], []
    for _ in range(n_epochs):
        for x, y in zip(xs, ys):
            loss = (x * w - y) ** 2
            loss.backward()
            grads.append(w.grad.item())
            with torch.no_grad():
                w -= learning_rate * w.grad
            w.grad.zero_()
        losses.append(loss.item())
    return w.item(), losses, grads


xs, ys = zip(*points)
print(train(list(xs), list(ys), 1.0, 0.01, 10))
