"""Your scores are q · k without the division by √D. With it they stay of the same size whatever D is."""

kind = "factor"


def forward(q, k, v, causal):
    scale = 1.0
    p = softmax(masked(scale * np.einsum("ntd,nud->ntu", q, k), causal))
    return p @ v, (q, k, v, p, scale)
