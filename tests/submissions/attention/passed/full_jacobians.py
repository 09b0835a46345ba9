# the softmax's Jacobian as a matrix, diag(p) - p p^T; the mask is a large negative number that is added
import numpy as np


def forward(q, k, v, causal=False):
    d = q.shape[2]
    scores = np.einsum("ntd,nud->ntu", q, k) / np.sqrt(d)
    if causal:
        T = q.shape[1]
        scores = scores + np.triu(np.full((T, T), -1e9), 1)
    scores -= scores.max(2, keepdims=True)
    p = np.exp(scores)
    p /= p.sum(2, keepdims=True)
    return np.einsum("ntu,nue->nte", p, v), (q, k, v, p)


def backward(dout, cache):
    q, k, v, p = cache
    d = q.shape[2]
    dq, dk = np.empty(q.shape), np.zeros(k.shape)
    dp = np.einsum("nte,nue->ntu", dout, v)
    for t in range(q.shape[1]):
        J = p[:, t, :, None] * np.eye(p.shape[2]) - p[:, t, :, None] * p[:, t, None, :]
        ds = np.einsum("nuw,nw->nu", J, dp[:, t]) / np.sqrt(d)
        dq[:, t] = np.einsum("nu,nud->nd", ds, k)
        dk += ds[:, :, None] * q[:, t, None, :]
    return dq, dk, np.einsum("ntu,nte->nue", p, dout)
