import torch

def train(X, Y, learning_rate, n_iters):
    w = torch.nn.Parameter(torch.zeros([], dtype=torch.double))
    losses = []
    for _ in range(n_iters):
        w.grad = None
        loss = (X.mul(w) - Y).square().mean()
        loss.backward()
        losses += [loss.detach()]
        with torch.inference_mode():
            w.sub_(w.grad, alpha=learning_rate)
    return w.detach().numpy(), losses
