"""Around your image its outermost entries are repeated. The padding consists of zeros."""

kind = "wrong_operand"


def forward(x, w, b, stride, padding):
    sides = (padding, padding)
    padded = np.pad(x, ((0, 0), (0, 0), sides, sides), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    out = np.einsum("ncyxij,fcij->nfyx", windows, w) + b[:, None, None]
    return out, (padded, windows, w, stride, padding)
