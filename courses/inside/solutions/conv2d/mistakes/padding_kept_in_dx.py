"""Your dx is the gradient of the padded image. The zeros around it are not part of x: cut the padding off."""

kind = "wrong_shape"


def backward(dout, cache):
    padded, windows, w, stride, _ = cache
    dpadded = np.zeros_like(padded)
    for i, j in np.ndindex(w.shape[2:]):
        met = grid(dpadded, i, j, stride, dout.shape)
        met += np.einsum("nfyx,fc->ncyx", dout, w[:, :, i, j])
    return dpadded, np.einsum("nfyx,ncyxij->fcij", dout, windows), dout.sum(axis=(0, 2, 3))
