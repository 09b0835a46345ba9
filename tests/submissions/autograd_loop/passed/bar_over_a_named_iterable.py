from tqdm import tqdm
import torch
def train(X, Y, learning_rate, n_iters):
    w = torch.zeros((), dtype=X.dtype, requires_grad=True)
    losses = []
    for i in tqdm(iterable=range(n_iters), desc='x'):
        l = (w * X - Y).pow(2).mean(); l.backward()
        losses.append(l.item())
        with torch.no_grad(): w -= learning_rate * w.grad
        w.grad = None
    return w.item(), losses
