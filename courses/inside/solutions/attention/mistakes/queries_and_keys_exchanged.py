"""Your dq and dk come in the wrong order: the gradient with respect to q is first."""

kind = "wrong_return"


def backward(dout, cache):
    q, k, v, p, scale = cache
    dp = np.einsum("nte,nue->ntu", dout, v)
    ds = scale * through_softmax(dp, p)
    return np.einsum("ntu,ntd->nud", ds, q), ds @ k, np.einsum("ntu,nte->nue", p, dout)
