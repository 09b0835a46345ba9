"""The prediction is clamped as well, so none is ever below 0, and where one would be no gradient flows. A layer that
ends a network for regression goes without: count the clamps in the formula."""

kind = "wrong_formula"


def forward(X, w1, w2):
    return X.mm(w1).clamp(min=0).mm(w2).clamp(min=0)
