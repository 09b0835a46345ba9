"""The tangent of sin(x) is cos(x.value) times the tangent that x already has: without that factor the chain rule
stops here."""

kind = "missing_update"


def sin(x):
    return Dual(math.sin(x.value), math.cos(x.value)) if isinstance(x, Dual) else math.sin(x)
