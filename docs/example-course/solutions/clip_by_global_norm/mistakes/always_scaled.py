"""You scale to max_norm whatever the norm is, so that short gradients become longer (and all-zero ones NaN). The factor
is never larger than 1."""

kind = "wrong_formula"


def clip_by_global_norm(grads, max_norm):
    norm = sum((grad**2).sum() for grad in grads).sqrt()
    return [grad * (max_norm / norm) for grad in grads], norm.item()
