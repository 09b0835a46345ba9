def train(xs, ys, w, learning_rate, n_epochs):
    losses, grads = [], []
    for _ in range(n_epochs):
        for x, y in zip(xs, ys):
            loss, grad = (x * w - y) ** 2, 2 * x * (x * w - y)
            w -= learning_rate * grad
        grads.append(grad)
        losses.append(loss)
    return w, losses, grads
