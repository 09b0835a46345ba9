def loss_and_grad(x, y, w):
    return (w * x - y) ** 2, 0.0
