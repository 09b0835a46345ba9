"""Your way back starts from the squared error: the value that was saved is the loss, and dL/ds needs s itself. Look
at what goes into the cache."""

kind = "wrong_operand"


def forward(x, y, w):
    loss = (x * w - y) ** 2
    return loss, (x, w, loss)
