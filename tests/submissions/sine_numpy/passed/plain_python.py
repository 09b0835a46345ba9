from math import fsum


def fit(x, y, params, learning_rate, n_steps, verbose=False):
    params, losses, points = list(params), (), list(zip(x.tolist(), y.tolist()))
    for _ in range(n_steps):
        errors = [sum(p * xi**k for k, p in enumerate(params)) - yi for xi, yi in points]
        losses += (fsum(e * e for e in errors),)
        grads = [fsum(2 * e * xi**k for e, (xi, _) in zip(errors, points)) for k in range(4)]
        params = [p - learning_rate * g for p, g in zip(params, grads)]
    return params, losses
