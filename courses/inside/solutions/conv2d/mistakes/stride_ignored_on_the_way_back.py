"""Your backward takes the windows for neighbours: what belongs to window (y, x) goes to the place (y + i, x + j) of
the padded image. It is (y · stride + i, x · stride + j)."""

kind = "argument_ignored"


def backward(dout, cache):
    padded, windows, w, _, padding = cache
    dpadded = np.zeros_like(padded)
    for i, j in np.ndindex(w.shape[2:]):
        met = grid(dpadded, i, j, 1, dout.shape)
        met += np.einsum("nfyx,fc->ncyx", dout, w[:, :, i, j])
    return inner(dpadded, padding), np.einsum("nfyx,ncyxij->fcij", dout, windows), dout.sum(axis=(0, 2, 3))
