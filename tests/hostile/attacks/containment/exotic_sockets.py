# exercise: mse_gradient
# verdict: passed
# Sockets of every family by number, raw and packet, and the calls around them.
def broken(what): print("BROKEN:", what)


import ctypes

libc = ctypes.CDLL(None, use_errno=True)
pair = (ctypes.c_int * 2)()
for family in range(46):
    for kind in (1, 2, 3, 5):
        if libc.syscall(41, family, kind, 0) >= 0 or libc.syscall(53, family, kind, 0, pair) >= 0:
            broken((family, kind))
for number in (42, 43, 49, 50, 288, 46, 47):
    if libc.syscall(number, 0, None, 0) >= 0 or ctypes.get_errno() not in (1, 38):
        broken((number, ctypes.get_errno()))


def forward(x, w):
    return w * x


def loss(y, y_pred):
    return ((y_pred - y) ** 2).mean()


def gradient(x, y, y_pred):
    return (2 * x * (y_pred - y)).mean()


def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for _ in range(n_iters):
        losses.append(loss(Y, w * X))
        w = w - learning_rate * gradient(X, Y, w * X)
    return w, losses
