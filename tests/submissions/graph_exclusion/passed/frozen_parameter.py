import torch
import torch.nn as nn
import torch.nn.functional as F


def sums(x, y, z):
    a = x.clone()
    a += y
    b = x.clone()
    b += z
    print(f"Does 'a' require gradients? : {a.requires_grad}")
    print(f"Does 'b' require gradients? : {b.requires_grad}")
    return a, b


def partial_loss(w_frozen, w, x, y):
    frozen = nn.Parameter(w_frozen.data, requires_grad=False)
    return F.mse_loss(x * frozen * w, y, reduction="mean")
