"""Your mask is turned around: each place sees what comes later and not what came before. Row t of the scores keeps
the columns 0…t."""

kind = "wrong_operand"


def masked(scores, causal):
    return np.where(np.tri(scores.shape[-1], dtype=bool).T, scores, -np.inf) if causal else scores
