"""In your dq and dk the factor 1/√D is missing. The scores were divided by √D, and so is what flows back through
them."""

kind = "factor"


def backward(dout, cache):
    q, k, v, p, _ = cache
    dp = np.einsum("nte,nue->ntu", dout, v)
    ds = through_softmax(dp, p)
    return ds @ k, np.einsum("ntu,ntd->nud", ds, q), np.einsum("ntu,nte->nue", p, dout)
