"""In your dk the scores' gradient is not transposed: k[u] collects from all places t that look at it, down a column
of ds."""

kind = "wrong_operand"


def backward(dout, cache):
    q, k, v, p, scale = cache
    dp = np.einsum("nte,nue->ntu", dout, v)
    ds = scale * through_softmax(dp, p)
    return ds @ k, ds @ q, np.einsum("ntu,nte->nue", p, dout)
