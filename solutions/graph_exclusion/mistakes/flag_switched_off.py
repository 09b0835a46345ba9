"""You switch requires_grad off on the caller's own w_frozen, and it stays off for everything that they do with it
afterwards. Take its values out of the graph instead, and leave the tensor itself as it is."""

kind = "in_place_on_caller"


def partial_loss(w_frozen, w, x, y):
    w_frozen.requires_grad_(False)
    return (x * w_frozen * w - y).pow(2).mean()
