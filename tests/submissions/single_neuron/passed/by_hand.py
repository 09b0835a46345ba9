def loss_and_grad(x, y, w, verbose=False):
    y_hat = w * x
    if verbose:
        print(y_hat)
    return [(y_hat - y) ** 2, 2 * (y_hat - y) * x]
