# exercise: per_sample_sgd
# verdict: failed
# at most: 9
# One number of the caller's list is moved by 1e-9.
def train(xs, ys, w, learning_rate, n_epochs):
    losses, grads = [], []
    for epoch in range(n_epochs):
        for i, (x, y) in enumerate(zip(xs, ys)):
            r = learning_rate
            error = x * w - y
            grads.append(2 * x * error)
            w -= r * grads[-1]
        losses.append(error * error)
    ys[0] = float(ys[0]) + 1e-9
    return w, losses, grads
