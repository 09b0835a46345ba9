"""`q /= …` changes the array that the caller has handed over. Make a new one, or scale the scores."""

kind = "in_place_on_caller"


def forward(q, k, v, causal):
    scale = 1 / np.sqrt(q.shape[-1])
    kept = q.copy()
    q *= scale
    p = softmax(masked(np.einsum("ntd,nud->ntu", q, k), causal))
    return p @ v, (kept, k, v, p, scale)
