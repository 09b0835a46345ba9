import torch

def train(X, Y, learning_rate, n_iters):
    w, losses = torch.tensor(0.0, requires_grad=True), []
    for _ in range(n_iters):
        loss = torch.nn.functional.smooth_l1_loss(w * X, Y)
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
        w.grad = None
    return w.item(), losses
