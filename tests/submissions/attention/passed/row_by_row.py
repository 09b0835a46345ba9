import numpy as np


def softmax(s):
    e = np.exp(s - np.max(s))
    return e / np.sum(e)


def forward(q, k, v, causal):
    N, T, D = q.shape
    out = np.zeros_like(v)
    weights = np.zeros((N, T, T))
    for n in range(N):
        for t in range(T):
            seen = t + 1 if causal else T
            w = softmax(k[n, :seen] @ q[n, t] / D**0.5)
            weights[n, t, :seen] = w
            out[n, t] = w @ v[n, :seen]
    return out, {"q": q, "k": k, "v": v, "weights": weights, "causal": causal}


def backward(dout, cache):
    q, k, v, weights = (cache[name] for name in ("q", "k", "v", "weights"))
    N, T, D = q.shape
    dq, dk, dv = np.zeros_like(q), np.zeros_like(k), np.zeros_like(v)
    for n in range(N):
        for t in range(T):
            seen = t + 1 if cache["causal"] else T
            w = weights[n, t, :seen]
            dv[n, :seen] += np.outer(w, dout[n, t])
            dw = v[n, :seen] @ dout[n, t]
            ds = (w * dw - w * np.dot(w, dw)) / np.sqrt(D)
            dq[n, t] = ds @ k[n, :seen]
            dk[n, :seen] += np.outer(ds, q[n, t])
    return dq, dk, dv
