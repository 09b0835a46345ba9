"""Your backward computes the weights again, and without the mask: what comes later gets a part of the gradient.
Keep the weights in the cache."""

kind = "wrong_formula"


def backward(dout, cache):
    q, k, v, _, scale = cache
    p = softmax(scale * np.einsum("ntd,nud->ntu", q, k))
    dp = np.einsum("nte,nue->ntu", dout, v)
    ds = scale * through_softmax(dp, p)
    return ds @ k, np.einsum("ntu,ntd->nud", ds, q), np.einsum("ntu,nte->nue", p, dout)
