def sums(x, y, z):
    return x + y, x + z


def partial_loss(w_frozen, w, x, y):
    loss = (x * w_frozen.detach() * w - y).pow(2).mean()
    loss.backward()
    return loss
