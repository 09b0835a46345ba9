"""Negative hidden values come through as they are: without the clamp the two layers are one linear map. Cut the hidden
values off at 0 between the two products."""

kind = "wrong_formula"


def forward(X, w1, w2):
    return X.mm(w1).mm(w2)
