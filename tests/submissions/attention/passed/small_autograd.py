# a tape: every operation leaves what is to be done on the way back
import numpy as np

T = lambda a: np.swapaxes(a, -1, -2)


def forward(q, k, v, causal):
    tape = []
    root = float(q.shape[-1]) ** 0.5

    s = q @ T(k) / root
    tape.append(lambda g: {"q": g["s"] @ k / root, "k": T(g["s"]) @ q / root})

    mask = np.tril(np.ones(s.shape[1:])) == 1 if causal else np.ones(s.shape[1:], bool)
    m = np.where(mask, s, -np.inf)
    tape.append(lambda g: {"s": np.where(mask, g["m"], 0.0)})

    e = np.exp(m - np.max(m, axis=2)[:, :, None])
    z = np.sum(e, axis=2)[:, :, None]
    p = e / z
    tape.append(lambda g: {"m": (g["p"] / z - np.sum(g["p"] * e, axis=2)[:, :, None] / z**2) * e})

    out = p @ v
    tape.append(lambda g: {"p": g["out"] @ T(v), "v": T(p) @ g["out"]})
    return out, tape


def backward(dout, cache):
    grads = {"out": dout}
    for step in reversed(cache):
        grads.update(step(grads))
    return tuple(grads[name] for name in "qkv")
