"""Your loss is the mean of the absolute differences: nothing in it is squared. Compare it with the formula, where each
difference is squared before the mean is taken."""

kind = "wrong_loss"


def partial_loss(w_frozen, w, x, y):
    return (x * w_frozen.detach() * w - y).abs().mean()
