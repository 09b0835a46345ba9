"""After the first step you go on from the signs, not from the real weights: small updates are lost every time they are
rounded to -1 or +1. Keep the real weights, and take their signs for the prediction only."""

kind = "wrong_operand"


def fit(X, y, w, learning_rate, n_steps):
    w, losses = w.detach().clone(), []
    for _ in range(n_steps):
        w.requires_grad_()
        loss = (X @ Binarize.apply(w) - y).pow(2).mean()
        losses.append(loss.item())
        (grad,) = torch.autograd.grad(loss, w)
        w = Binarize.apply(w).detach() - learning_rate * grad
    return w, losses
