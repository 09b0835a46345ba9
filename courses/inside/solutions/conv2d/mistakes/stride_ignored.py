"""Your windows are neighbours: the stride is ignored. The next window begins `stride` rows or columns later."""

kind = "argument_ignored"

as_solved = forward


def forward(x, w, b, stride, padding):
    return as_solved(x, w, b, 1, padding)
