"""You turn the kernel around before it is multiplied, as mathematicians and scipy's convolve do. Here w[f, c, i, j]
meets the place i rows below and j columns right of the window's corner."""

kind = "wrong_formula"


def forward(x, w, b, stride, padding):
    sides = (padding, padding)
    padded = np.pad(x, ((0, 0), (0, 0), sides, sides))
    windows = np.lib.stride_tricks.sliding_window_view(padded, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    out = np.einsum("ncyxij,fcij->nfyx", windows, w[:, :, ::-1, ::-1]) + b[:, None, None]
    return out, (padded, windows, w, stride, padding)
