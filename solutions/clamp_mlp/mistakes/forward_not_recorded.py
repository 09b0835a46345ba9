"""Your forward gives the right numbers without their history: it runs under no_grad, or its result is detached, so no
gradient can come back through it. Leave the recording on here; only the update goes without."""

import torch

kind = "graph_cut"


def forward(X, w1, w2):
    with torch.no_grad():
        return X.mm(w1).clamp(min=0).mm(w2)
