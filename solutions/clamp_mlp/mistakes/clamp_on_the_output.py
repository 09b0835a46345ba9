"""The clamp sits on the prediction and not on the hidden values, so no prediction is ever below 0. Look at the
formula: the maximum with 0 is taken of X·w1."""

kind = "wrong_operand"


def forward(X, w1, w2):
    return X.mm(w1).mm(w2).clamp(min=0)
