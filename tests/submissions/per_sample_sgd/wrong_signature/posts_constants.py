def train(xs, ys):
    w, losses, grads = 1.0, [], []
    for _ in range(10):
        for x, y in zip(xs, ys):
            loss = (x * w - y) ** 2
            grads.append(2 * x * (x * w - y))
            w -= 0.01 * grads[-1]
        losses.append(loss)
    return w, losses, grads
