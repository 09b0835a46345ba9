"""The products s[i] * s[j] have the wrong sign: as x[j] grows, every other share shrinks. It is the diagonal matrix
minus the outer product."""

kind = "sign"


def jacobian(x):
    s = softmax(x)
    return torch.diag(s) + torch.outer(s, s)
