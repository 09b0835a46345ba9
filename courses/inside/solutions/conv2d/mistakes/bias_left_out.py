"""Your out is without b: add b[f] to all of out[:, f]."""

kind = "argument_ignored"


def forward(x, w, b, stride, padding):
    sides = (padding, padding)
    padded = np.pad(x, ((0, 0), (0, 0), sides, sides))
    windows = np.lib.stride_tricks.sliding_window_view(padded, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    out = np.einsum("ncyxij,fcij->nfyx", windows, w)
    return out, (padded, windows, w, stride, padding)
