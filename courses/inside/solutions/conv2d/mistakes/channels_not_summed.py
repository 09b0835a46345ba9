"""Each of your kernels sees only the first channel. The sum goes over c as well: a kernel has numbers for every
channel."""

kind = "reduction"


def forward(x, w, b, stride, padding):
    sides = (padding, padding)
    padded = np.pad(x, ((0, 0), (0, 0), sides, sides))
    windows = np.lib.stride_tricks.sliding_window_view(padded, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    out = np.einsum("ncyxij,fcij->nfyx", windows, w * (np.arange(w.shape[1]) == 0)[:, None, None]) + b[:, None, None]
    return out, (padded, windows, w, stride, padding)
