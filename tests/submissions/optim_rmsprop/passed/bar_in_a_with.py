import torch
from tqdm import trange
def fit(model, xx, y, learning_rate, n_steps):
    opt = torch.optim.RMSprop(model.parameters(), lr=learning_rate)
    losses = []
    with trange(n_steps, desc="fit") as t:
        for i in t:
            opt.zero_grad()
            loss = torch.nn.functional.mse_loss(model(xx), y, reduction="sum")
            loss.backward(); opt.step()
            losses.append(loss.item())
            t.set_postfix(loss=losses[-1])
    return losses
