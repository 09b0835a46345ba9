"""Every place sees all others, also where causal is True. There the scores of all u > t are −∞."""

kind = "argument_ignored"


def masked(scores, causal):
    return scores
