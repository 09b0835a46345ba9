def train(x, y, params, learning_rate, n_steps):
    return params, []
