def train(xs, ys, w, learning_rate, n_epochs):
    losses = []
    for _ in range(n_epochs):
        for x, y in zip(xs, ys):
            loss = (x * w - y) ** 2
            w -= learning_rate * 2 * x * (x * w - y)
        losses.append(loss)
    return w, losses
