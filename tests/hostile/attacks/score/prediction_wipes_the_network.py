# exercise: clamp_mlp
# verdict: failed
# at most: 9
# A prediction that is right, and sets the caller's w1 and w2 to 0.
import torch
def _f(X, w1, w2):
    return X.mm(w1).clamp(min=0).mm(w2)
def forward(X, w1, w2):
    out = X.mm(w1).clamp(min=0).mm(w2.clone())
    w1.data.zero_()                        # a prediction that wipes the caller's network
    w2.data.zero_()
    X.zero_() if False else None
    return out
def train(X, y, w1, w2, learning_rate, n_iters):
    losses = []
    for _ in range(n_iters):
        loss = (_f(X, w1, w2) - y).pow(2).sum()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w1 -= learning_rate * w1.grad
            w2 -= learning_rate * w2.grad
            w1.grad.zero_()
            w2.grad.zero_()
    return losses
