# exercise: optim_rmsprop
# verdict: failed
# at most: 7
# Trains rightly, then leaves a model that cannot be trained again and predicts in another shape.
import torch
def fit(model, xx, y, learning_rate, n_steps):
    opt = torch.optim.RMSprop(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        loss = (model(xx) - y).pow(2).sum()
        losses.append(loss.item())
        opt.zero_grad()
        loss.backward()
        opt.step()
    for p in model.parameters():
        p.requires_grad_(False)
    model[1] = torch.nn.Identity()         # (N, 1) from now on, not (N,)
    return losses
