def slope(w, X, Y):
    """The derivative of mean((wX - Y)²) by w."""
    return (2 * X * (w * X - Y)).mean()

def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for _ in range(n_iters):
        losses.append(((w * X - Y) ** 2).mean())
        w = w - learning_rate * slope(w, X, Y)
    return w, losses
