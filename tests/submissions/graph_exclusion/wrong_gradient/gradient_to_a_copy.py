def sums(x, y, z):
    return x + y, x + z


def partial_loss(w_frozen, w, x, y):
    w = w.clone().detach().requires_grad_()
    return (x * w_frozen.detach() * w - y).pow(2).mean()
