"""Your image is not padded: the windows begin and end at its edges whatever the padding is."""

kind = "argument_ignored"

as_solved = forward


def forward(x, w, b, stride, padding):
    return as_solved(x, w, b, stride, 0)
