"""`.data` games, but right ones."""
import torch

forward = lambda X, w1, w2: X.mm(w1).clamp_min(0).mm(w2)


def train(X, y, w1, w2, learning_rate, n_iters):
    losses = []
    step = 0
    while step < n_iters:
        w1.grad = w2.grad = None
        loss = torch.nn.functional.mse_loss(forward(X, w1, w2), y, reduction="sum")
        loss.backward()
        losses.append(loss)
        w1.data -= learning_rate * w1.grad.data
        w2.data = w2.data - learning_rate * w2.grad.data
        step += 1
    return tuple(losses)


X, y = torch.randn(64, 1000), torch.randn(64, 10)
w1 = torch.randn(1000, 100, requires_grad=True)
w2 = torch.randn(100, 10, requires_grad=True)
curve = train(X, y, w1, w2, 1e-6, 20)
for t, loss in enumerate(curve):
    print(f"Iteration: {t}  Loss: {loss.item():.3f}")
