"""In your dx the kernel is turned around relative to forward: what w[f, c, i, j] was multiplied by gets dout times
this same entry."""

kind = "wrong_formula"


def backward(dout, cache):
    padded, windows, w, stride, padding = cache
    dpadded = np.zeros_like(padded)
    for i, j in np.ndindex(w.shape[2:]):
        met = grid(dpadded, w.shape[2] - 1 - i, w.shape[3] - 1 - j, stride, dout.shape)
        met += np.einsum("nfyx,fc->ncyx", dout, w[:, :, i, j])
    return inner(dpadded, padding), np.einsum("nfyx,ncyxij->fcij", dout, windows), dout.sum(axis=(0, 2, 3))
