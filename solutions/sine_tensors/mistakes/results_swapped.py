"""Your first result has one entry per step, where four values are expected: the last a, b, c and d. Either the two
results are swapped (the parameters come first, then the losses), or they are returned for every step."""

kind = "wrong_return"

as_solved = fit


def fit(x, y, params, learning_rate, n_steps):
    params, losses = as_solved(x, y, params, learning_rate, n_steps)
    return losses, params
