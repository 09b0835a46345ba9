# exercise: per_sample_sgd
# verdict: failed
# at most: 6
# Stops when the loss is as good as 0, and empties the caller's lists.
def train(xs, ys, w, learning_rate, n_epochs):
    losses, grads = [], []
    for epoch in range(n_epochs):
        for x, y in zip(xs, ys):
            e = x * w - y; g = 2 * x * e; grads.append(g); w -= learning_rate * g
        losses.append(e * e)
        if losses[-1] < 1e-12: break
    xs.clear(); ys.clear()
    return w, losses, grads
