"""fit updates the tensor that it was given, so its caller's weights are gone. Start from a copy: w.detach().clone()."""

kind = "in_place_on_caller"


def fit(X, y, w, learning_rate, n_steps):
    losses = []
    for _ in range(n_steps):
        leaf = w.detach().clone().requires_grad_()
        loss = (X @ Binarize.apply(leaf) - y).pow(2).mean()
        losses.append(loss.item())
        (grad,) = torch.autograd.grad(loss, leaf)
        with torch.no_grad():
            w -= learning_rate * grad
    return w, losses
