import numpy as np
import matplotlib.pyplot as plt

def forward(x, w):
    return w * x

def loss(y, y_pred):
    return np.mean((y - y_pred) ** 2)

def gradient(x, y, y_pred):
    return np.mean(-2 * x * (y - y_pred))

def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for i in range(n_iters):
        y_hat = forward(X, w)
        losses.append(loss(Y, y_hat))
        w -= learning_rate * gradient(X, Y, y_hat)
        if i % 10 == 0: print(f"step {i}: w={w:.3f}")
    return w, losses

# my test
w, losses = train(X_train, y_train, 0.01, 20)
plt.plot(losses); plt.xlabel("epoch"); plt.show()
