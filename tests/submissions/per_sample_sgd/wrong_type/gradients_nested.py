def train(xs, ys, w, learning_rate, n_epochs):
    losses, grads = [], []
    for _ in range(n_epochs):
        grads.append([])
        for x, y in zip(xs, ys):
            loss = (x * w - y) ** 2
            grads[-1].append(2 * x * (x * w - y))
            w -= learning_rate * grads[-1][-1]
        losses.append(loss)
    return w, losses, grads
