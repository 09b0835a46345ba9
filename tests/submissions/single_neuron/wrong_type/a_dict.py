def loss_and_grad(x, y, w):
    return {"loss": (w * x - y) ** 2, "grad": 2 * x * (w * x - y)}
