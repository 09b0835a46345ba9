"""Negative hidden values come through with the other sign: that is the absolute value. The maximum with 0 lets nothing
of them through. Try both on the numbers −1 and 1."""

kind = "wrong_formula"


def forward(X, w1, w2):
    return X.mm(w1).abs().mm(w2)
