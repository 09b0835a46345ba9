"""Your mask comes after the softmax: the weights of a row that are left do not add up to 1. Mask the scores before
the softmax."""

kind = "order_of_statements"


def forward(q, k, v, causal):
    scale = 1 / np.sqrt(q.shape[-1])
    p = softmax(scale * np.einsum("ntd,nud->ntu", q, k)) * (np.tri(q.shape[1]) if causal else 1)
    return p @ v, (q, k, v, p, scale)
