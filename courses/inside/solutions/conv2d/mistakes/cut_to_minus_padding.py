"""You cut the padding off with [padding:-padding]. For a padding of 0 that is [0:-0], which is empty: count the end
from the front, as in [padding : padding + H]."""

kind = "wrong_shape"


def backward(dout, cache):
    padded, windows, w, stride, padding = cache
    dpadded = np.zeros_like(padded)
    for i, j in np.ndindex(w.shape[2:]):
        met = grid(dpadded, i, j, stride, dout.shape)
        met += np.einsum("nfyx,fc->ncyx", dout, w[:, :, i, j])
    return (
        dpadded[:, :, padding:-padding, padding:-padding],
        np.einsum("nfyx,ncyxij->fcij", dout, windows),
        dout.sum(axis=(0, 2, 3)),
    )
