"""Your mask hides a place from itself: t sees 0…t, itself included. Place 0 would see nothing at all."""

kind = "off_by_one"


def masked(scores, causal):
    return np.where(np.tri(scores.shape[-1], k=-1, dtype=bool), scores, -1e9) if causal else scores
