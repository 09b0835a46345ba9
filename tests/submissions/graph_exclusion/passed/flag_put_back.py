def sums(x, y, z):
    return y + x, z + x


def partial_loss(w_frozen, w, x, y):
    flag = w_frozen.requires_grad
    w_frozen.requires_grad = False
    error = x * w_frozen * w - y
    w_frozen.requires_grad = flag
    return ((error * error).sum() / error.numel()).reshape(1)
