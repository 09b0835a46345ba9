"""Your attention is causal whatever the argument says. Where causal is False every place sees all others."""

kind = "argument_ignored"


def masked(scores, causal):
    return np.where(np.tri(scores.shape[-1], dtype=bool), scores, -np.inf)
