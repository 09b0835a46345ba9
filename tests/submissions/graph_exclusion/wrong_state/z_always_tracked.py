def sums(x, y, z):
    z.requires_grad = True
    return x + y, x + z


def partial_loss(w_frozen, w, x, y):
    return (x * w_frozen.detach() * w - y).pow(2).mean()
