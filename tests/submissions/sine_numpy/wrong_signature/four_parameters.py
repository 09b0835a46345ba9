def fit(x, y, a, b, c, d, learning_rate, n_steps):
    return (a, b, c, d), []
