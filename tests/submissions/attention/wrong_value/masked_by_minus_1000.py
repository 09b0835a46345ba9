import numpy as np
def softmax(s):
    s = s - s.max(axis=-1, keepdims=True)
    e = np.exp(s)
    return e / e.sum(axis=-1, keepdims=True)
def forward(q, k, v, causal):
    N, T, D = q.shape
    scale = 1 / np.sqrt(D)
    s = q @ k.transpose(0, 2, 1) * scale
    if causal:
        mask = np.triu(np.ones((T, T), dtype=bool), 1)
        s = np.where(mask, -1e3, s)
    p = softmax(s)
    return p @ v, (q, k, v, p, scale)
def backward(dout, cache):
    q, k, v, p, scale = cache
    dv = p.transpose(0, 2, 1) @ dout
    dp = dout @ v.transpose(0, 2, 1)
    ds = p * (dp - (dp * p).sum(-1, keepdims=True))
    dq = ds @ k * scale
    dk = ds.transpose(0, 2, 1) @ q * scale
    return dq, dk, dv
