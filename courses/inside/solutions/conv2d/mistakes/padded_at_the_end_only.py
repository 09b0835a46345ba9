"""All the zeros stand below and to the right of your image. Padding goes on all four sides, so that the first
window begins in the padding."""

kind = "wrong_operand"


def forward(x, w, b, stride, padding):
    sides = (0, 2 * padding)
    padded = np.pad(x, ((0, 0), (0, 0), sides, sides))
    windows = np.lib.stride_tricks.sliding_window_view(padded, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    out = np.einsum("ncyxij,fcij->nfyx", windows, w) + b[:, None, None]
    return out, (padded, windows, w, stride, padding)
