"""Convolution and its three gradients. Each place (i, j) of the kernel meets a grid of places of the image, one for
each window: backwards, what it passes on is added to that grid."""

import numpy as np


def forward(x, w, b, stride, padding):
    sides = (padding, padding)
    padded = np.pad(x, ((0, 0), (0, 0), sides, sides))
    windows = np.lib.stride_tricks.sliding_window_view(padded, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    out = np.einsum("ncyxij,fcij->nfyx", windows, w) + b[:, None, None]
    return out, (padded, windows, w, stride, padding)


def backward(dout, cache):
    padded, windows, w, stride, padding = cache
    dpadded = np.zeros_like(padded)
    for i, j in np.ndindex(w.shape[2:]):
        met = grid(dpadded, i, j, stride, dout.shape)
        met += np.einsum("nfyx,fc->ncyx", dout, w[:, :, i, j])
    return inner(dpadded, padding), np.einsum("nfyx,ncyxij->fcij", dout, windows), dout.sum(axis=(0, 2, 3))


def grid(image, i, j, stride, shape):
    """A view of what the kernel's place (i, j) meets in all windows."""
    rows, columns = shape[2:]
    return image[:, :, i : i + rows * stride : stride, j : j + columns * stride : stride]


def inner(padded, padding):
    height, width = padded.shape[2:]
    return padded[:, :, padding : height - padding, padding : width - padding]
