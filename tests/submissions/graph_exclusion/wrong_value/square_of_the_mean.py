def sums(x, y, z):
    return x + y, x + z


def partial_loss(w_frozen, w, x, y):
    return (x * w_frozen.detach() * w - y).mean() ** 2
