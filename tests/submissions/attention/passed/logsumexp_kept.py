"""As FlashAttention does it: the cache has out and the log of each row's sum; the weights are made again."""

import numpy as np


class Memory:
    __slots__ = ("causal", "k", "logs", "out", "q", "v")


def _scores(q, k, causal):
    s = (q / np.sqrt(q.shape[-1])) @ np.transpose(k, (0, 2, 1))
    if causal:
        hidden = np.arange(s.shape[-1])[None, :] > np.arange(s.shape[-2])[:, None]
        s[:, hidden] = np.finfo(s.dtype).min
    return s


def forward(q, k, v, causal):
    s = _scores(q, k, causal)
    m = s.max(axis=-1)
    cache = Memory()
    cache.q, cache.k, cache.v, cache.causal = q.copy(), k.copy(), v.copy(), causal
    cache.logs = m + np.log(np.exp(s - m[..., None]).sum(axis=-1))
    cache.out = np.exp(s - cache.logs[..., None]) @ v
    return cache.out.copy(), cache


def backward(dout, cache):
    p = np.exp(_scores(cache.q, cache.k, cache.causal) - cache.logs[..., None])
    delta = (dout * cache.out).sum(axis=-1, keepdims=True)
    ds = p * (dout @ np.transpose(cache.v, (0, 2, 1)) - delta)
    root = np.sqrt(cache.q.shape[-1])
    return ds @ cache.k / root, np.transpose(ds, (0, 2, 1)) @ (cache.q / root), np.transpose(p, (0, 2, 1)) @ dout
