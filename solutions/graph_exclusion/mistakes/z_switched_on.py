"""You switch requires_grad on for the caller's z, and x + z tracks gradients whether that was wanted or not. Whether z
requires them is the caller's choice: leave its flag as it comes."""

kind = "in_place_on_caller"


def sums(x, y, z):
    z.requires_grad_()
    return x + y, x + z
