# The post's network and its loop, as functions of what they used as globals. The arithmetic is as printed.
import torch

if torch.cuda.is_available():
    DEVICE = torch.device('cuda')

else:
    DEVICE = torch.device('cpu')


def forward(X, w1, w2):
    return X.mm(w1).clamp(min= 0).mm(w2)


def train(X, y, w1, w2, learning_rate, n_iters):
    losses = []
    for t in range(1, n_iters + 1):
        y_pred = X.mm(w1).clamp(min= 0).mm(w2)

        loss = (y_pred - y).pow(2).sum()
        losses.append(loss.item())

        if t % 100 ==0:
            print("Iteration: ", t, "Loss: ", loss.item())
        loss.backward()


        with torch.no_grad():
            w1 -= learning_rate * w1.grad
            w2 -= learning_rate * w2.grad


            w1.grad.zero_()
            w2.grad.zero_()

    return losses
