"""Your db is a mean over the windows. b[f] is added in every one of them, so that their gradients add up."""

kind = "reduction"


def backward(dout, cache):
    padded, windows, w, stride, padding = cache
    dpadded = np.zeros_like(padded)
    for i, j in np.ndindex(w.shape[2:]):
        met = grid(dpadded, i, j, stride, dout.shape)
        met += np.einsum("nfyx,fc->ncyx", dout, w[:, :, i, j])
    return inner(dpadded, padding), np.einsum("nfyx,ncyxij->fcij", dout, windows), dout.mean(axis=(2, 3)).sum(axis=0)
