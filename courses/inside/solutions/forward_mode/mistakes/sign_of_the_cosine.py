"""The derivative of cos is −sin: the minus is missing in the tangent."""

kind = "sign"


def cos(x):
    return Dual(math.cos(x.value), math.sin(x.value) * x.tangent) if isinstance(x, Dual) else math.cos(x)
