def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    return f"Result: y = {a} + {b} x + {c} x^2 + {d} x^3"
