import torch


def forward(X, w1, w2):
    return X.mm(w1).clamp(min=0).mm(w2)


def train(X, y, w1, w2, learning_rate, n_iters):
    for t in range(1, n_iters + 1):
        loss = (forward(X, w1, w2) - y).pow(2).sum()
        if t % 100 == 0:
            print("Iteration: ", t, "Loss: ", loss.item())
        loss.backward()
        with torch.no_grad():
            w1 -= learning_rate * w1.grad
            w2 -= learning_rate * w2.grad
            w1.grad.zero_()
            w2.grad.zero_()
