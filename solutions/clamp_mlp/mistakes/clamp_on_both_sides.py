"""The clamp holds the hidden values below 1 as well: what is larger loses its value and its gradient. The formula cuts
off on one side only."""

kind = "wrong_formula"


def forward(X, w1, w2):
    return X.mm(w1).clamp(min=0, max=1).mm(w2)
