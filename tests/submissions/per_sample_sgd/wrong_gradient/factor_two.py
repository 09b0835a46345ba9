def train(xs, ys, w, learning_rate, n_epochs):
    losses, grads = [], []
    for _ in range(n_epochs):
        for x, y in zip(xs, ys):
            loss, grad = (x * w - y) ** 2, x * (x * w - y)
            grads.append(grad)
            w -= learning_rate * grad
        losses.append(loss)
    return w, losses, grads
