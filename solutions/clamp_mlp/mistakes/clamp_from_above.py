"""The clamp keeps the negative hidden values and cuts off the positive ones: it holds them below 0, where they should
be held above. Try your clamp on the numbers −1 and 1 alone."""

kind = "wrong_formula"


def forward(X, w1, w2):
    return X.mm(w1).clamp(max=0).mm(w2)
