def train(xs, ys, w, learning_rate, n_epochs):
    losses, grads = [], []
    for _ in range(n_epochs):
        epoch = []
        for x, y in zip(xs, ys):
            epoch.append((x * w - y) ** 2)
            grads.append(2 * x * (x * w - y))
            w -= learning_rate * grads[-1]
        losses.append(sum(epoch) / len(epoch))
    return w, losses, grads
