# exercise: autograd_loop
# verdict: failed
# at most: 8
# From step 100 on the gradient is cleared every tenth step only.
import torch


def train(X, Y, learning_rate, n_iters):
    w, losses = torch.zeros((), dtype=X.dtype, requires_grad=True), []
    for step in range(n_iters):
        loss = ((w * X - Y) ** 2).mean()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
        w.grad = None if step < 100 or step % 10 == 0 else w.grad
    return w.item(), losses
