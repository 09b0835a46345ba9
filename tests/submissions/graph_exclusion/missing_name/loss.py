def sums(x, y, z):
    return x + y, x + z


def loss(w_frozen, w, x, y):
    return (x * w_frozen.detach() * w - y).pow(2).mean()
