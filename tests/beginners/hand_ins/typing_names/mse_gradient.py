def forward(x, w):
    return w * x

def loss(y, y_pred):
    return np.mean((y_pred - y) ** 2)

def gradient(x, y, y_pred):
    return np.mean(2 * x * (y_pred - y))

def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for i in range(n_iters):
        y_pred = forward(X, w)
        losses.append(loss(Y, y_pred))
        w -= learing_rate * gradient(X, Y, y_pred)
    return w, losses
