"""The scores of the places that are not seen are 0, and exp(0) is 1: they take part. Their weight is 0 where the
score is −∞."""

kind = "wrong_formula"


def masked(scores, causal):
    return scores * np.tri(scores.shape[-1]) if causal else scores
