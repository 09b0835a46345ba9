"""Your scores are divided by D. It is its root: q · k is a sum of D products, which grows like √D."""

kind = "factor"


def forward(q, k, v, causal):
    scale = 1 / q.shape[-1]
    p = softmax(masked(scale * np.einsum("ntd,nud->ntu", q, k), causal))
    return p @ v, (q, k, v, p, scale)
