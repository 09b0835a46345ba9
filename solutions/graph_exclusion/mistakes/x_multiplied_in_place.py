"""The first product is written into x itself, so that the caller's x is another one afterwards, and the next call
starts from that. Make a new tensor for the product."""

kind = "in_place_on_caller"


def partial_loss(w_frozen, w, x, y):
    x *= w_frozen.detach()
    return (x * w - y).pow(2).mean()
