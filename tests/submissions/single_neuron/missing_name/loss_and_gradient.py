def loss_and_gradient(x, y, w):
    return (w * x - y) ** 2, 2 * x * (w * x - y)
