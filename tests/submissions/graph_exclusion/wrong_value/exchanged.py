def sums(x, y, z):
    return x + z, x + y


def partial_loss(w_frozen, w, x, y):
    return (x * w_frozen.detach() * w - y).pow(2).mean()
