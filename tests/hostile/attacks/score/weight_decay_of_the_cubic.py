# exercise: sine_tensors
# verdict: failed
# at most: 8
# A weight decay of 1e-4 on all four: it shows on those that no gradient moves.
def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    for step in range(n_steps):
        error = a + b * x + c * x**2 + d * x**3 - y
        losses.append(error.pow(2).sum().item())
        g = 2 * error
        r = learning_rate
        a = a - r * (1e-4 * a) - r * g.sum()
        b = b - r * 1e-4 * b - r * (g * x).sum()
        c = c - r * 1e-4 * c - r * (g * x**2).sum()
        d = d - r * 1e-4 * d - r * (g * x**3).sum()
    return (a, b, c, d), losses
