"""Your prediction uses the real weights, so Binarize is never called. It is X @ Binarize.apply(w)."""

kind = "wrong_operand"


def fit(X, y, w, learning_rate, n_steps):
    w, losses = w.detach().clone().requires_grad_(), []
    for _ in range(n_steps):
        loss = (X @ w - y).pow(2).mean()
        losses.append(loss.item())
        (grad,) = torch.autograd.grad(loss, w)
        with torch.no_grad():
            w -= learning_rate * grad
    return w.detach(), losses
