"""Your mask comes after the softmax, and the weights are divided by their new sum. Where the places that are not
seen have by far the largest scores, all that is left is 0, and 0 / 0 is NaN. Mask the scores before the softmax."""

kind = "order_of_statements"


def forward(q, k, v, causal):
    scale = 1 / np.sqrt(q.shape[-1])
    p = softmax(scale * np.einsum("ntd,nud->ntu", q, k)) * (np.tri(q.shape[1]) if causal else 1)
    p = p / p.sum(axis=-1, keepdims=True)
    return p @ v, (q, k, v, p, scale)
