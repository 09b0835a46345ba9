# The post's code with autograd, as a function of what it used as globals. The arithmetic is as printed.
import torch


def train(X, Y, learning_rate, n_iters):
    # requires_grad 매개변수 설정
    w = torch.tensor(0.0, dtype=torch.float32, requires_grad=True)
    losses = []

    # model prediction
    def forward(x):
        return w * x

    # loss = MSE
    def loss(y, y_pred):
        return ((y_pred - y) ** 2).mean()

    for epoch in range(n_iters):
        y_pred = forward(X)
        l = loss(Y, y_pred)
        losses.append(l)

        # backward pass
        l.backward()

        # update weights
        with torch.no_grad():
            w -= learning_rate * w.grad

        # reset gradient
        w.grad.zero_()

    return w, losses
