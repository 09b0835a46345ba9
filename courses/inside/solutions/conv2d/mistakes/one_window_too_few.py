"""You count the windows from (H + 2 · padding − kh) // stride and leave one out: the first one, at 0, comes on top
of as many steps as fit."""

kind = "off_by_one"


def forward(x, w, b, stride, padding):
    sides = (padding, padding)
    padded = np.pad(x, ((0, 0), (0, 0), sides, sides))
    windows = np.lib.stride_tricks.sliding_window_view(padded, w.shape[2:], axis=(2, 3))[:, :, :-1:stride, :-1:stride]
    out = np.einsum("ncyxij,fcij->nfyx", windows, w) + b[:, None, None]
    return out, (padded, windows, w, stride, padding)
