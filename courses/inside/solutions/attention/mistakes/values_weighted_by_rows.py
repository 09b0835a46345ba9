"""In your dv the weights are not transposed: v[u] collects from all places t that look at it, down a column of p."""

kind = "wrong_operand"


def backward(dout, cache):
    q, k, v, p, scale = cache
    dp = np.einsum("nte,nue->ntu", dout, v)
    ds = scale * through_softmax(dp, p)
    return ds @ k, np.einsum("ntu,ntd->nud", ds, q), p @ dout
