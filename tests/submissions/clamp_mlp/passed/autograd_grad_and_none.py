from typing import List

import torch
import torch.nn.functional as F
from torch import Tensor


def forward(X: Tensor, w1: Tensor, w2: Tensor, *, activation=F.relu) -> Tensor:
    return torch.matmul(activation(torch.matmul(X, w1)), w2)


def train(X, y, w1, w2, learning_rate=1e-6, n_iters=500, verbose=False) -> List[Tensor]:
    losses = []
    for i in range(n_iters):
        loss = ((forward(X, w1, w2) - y) ** 2).sum()
        losses.append(loss.detach())
        g1, g2 = torch.autograd.grad(loss, [w1, w2])
        with torch.inference_mode(False), torch.no_grad():
            for w, g in ((w1, g1), (w2, g2)):
                w.add_(g, alpha=-learning_rate)
        if verbose:
            print(i, loss)
    return losses
