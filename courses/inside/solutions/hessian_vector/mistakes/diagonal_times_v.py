"""Your product is the diagonal of H times v, entry by entry: the derivatives by two different entries of x are
missing. Differentiate ∇f(x) · v, the whole sum."""

kind = "wrong_formula"


def hvp(f, x, v):
    return hessian_diagonal(f, x) * v
