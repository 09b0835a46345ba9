# exercise: mse_gradient
# verdict: failed
# at most: 0
# Integers of a million digits, just beyond 64 bits, and just within.

def forward(x, w):
    return 10**400


def loss(y, y_pred):
    return 2**64 - 1


def gradient(x, y, y_pred):
    return -(2**63) - 1


def train(X, Y, learning_rate, n_iters):
    return 1 << 4_000_000, [10**400] * n_iters
