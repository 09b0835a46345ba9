def loss_and_grad(x, y, w):
    print((w * x - y) ** 2, 2 * x * (w * x - y))
