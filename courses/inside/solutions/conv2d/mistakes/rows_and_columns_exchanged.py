"""You take the kernel's height for its width and the other way round. It shows only where kernels are not square:
axis 2 of w belongs to axis 2 of x."""

kind = "wrong_operand"

as_solved = forward


def forward(x, w, b, stride, padding):
    return as_solved(x, w.swapaxes(2, 3), b, stride, padding)
