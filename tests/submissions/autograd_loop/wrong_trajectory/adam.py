import torch

def train(X, Y, learning_rate, n_iters):
    w, losses = torch.tensor(0.0, requires_grad=True), []
    optimizer = torch.optim.Adam([w], lr=learning_rate)
    for _ in range(n_iters):
        optimizer.zero_grad()
        loss = ((w * X - Y) ** 2).mean()
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
    return w.item(), losses
