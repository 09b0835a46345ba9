# exercise: mse_gradient
# coding: utf-7
# verdict: failed
# at most: 1
# Source that says another thing in its own encoding than a reader of bytes sees: an import hidden in UTF-7.
# +AAo-import torch
+AAo-import +AHQAbwByAGMAaA-
def forward(x, w):
    return w * x
