import torch, numpy as np
def sums(x, y, z):
    return x.add(y), z.add(x)
def partial_loss(w_frozen, w, x, y):
    k = torch.from_numpy(x.numpy() * w_frozen.detach().numpy())
    e = torch.sub(k * w, y)
    return torch.sum(torch.pow(e, 2)).div(e.nelement())
