"""Only the diagonal of your Jacobian is filled: each output is differentiated with respect to its own input alone. But
every x stands in the sum below, so every output depends on every input: off the diagonal the entries are -s[i] * s[j].
"""

kind = "wrong_formula"


def jacobian(x):
    s = softmax(x)
    return torch.diag(s * (1 - s))
