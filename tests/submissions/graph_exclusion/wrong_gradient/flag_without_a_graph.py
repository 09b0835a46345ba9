def sums(x, y, z):
    b = x + z.detach()
    b.requires_grad = z.requires_grad
    return x + y, b


def partial_loss(w_frozen, w, x, y):
    return (x * w_frozen.detach() * w - y).pow(2).mean()
