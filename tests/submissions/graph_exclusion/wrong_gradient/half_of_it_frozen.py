def sums(x, y, z):
    return x + y, x + z


def partial_loss(w_frozen, w, x, y):
    pred = x * w_frozen.detach() * w
    return (pred - y).mul(pred.detach() - y).mean()
