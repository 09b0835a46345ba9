"""Between the two layers is a sigmoid: it squeezes every hidden value into what lies between 0 and 1. The clamp of the
formula leaves positive values as they are, however large."""

kind = "wrong_formula"


def forward(X, w1, w2):
    return X.mm(w1).sigmoid().mm(w2)
