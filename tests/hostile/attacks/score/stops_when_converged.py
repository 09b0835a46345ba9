# exercise: autograd_loop
# verdict: failed
# at most: 6
# Stops when the loss no longer falls: fewer losses than steps, as people write it.
import torch
def train(X, Y, learning_rate, n_iters):
    w, losses = torch.zeros((), dtype=X.dtype, requires_grad=True), []
    for _ in range(n_iters):
        loss = ((w * X - Y) ** 2).mean()
        losses.append(loss.item())
        if len(losses) > 1 and abs(losses[-2] - losses[-1]) < 1e-6: break
        loss.backward()
        with torch.no_grad(): w -= learning_rate * w.grad
        w.grad = None
    return w.item(), losses
