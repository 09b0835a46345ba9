def fit(xs, ys, w, learning_rate, n_epochs):
    return w, [], []
