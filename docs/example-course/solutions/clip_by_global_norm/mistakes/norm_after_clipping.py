"""You return the norm after clipping, which is never more than max_norm. What was asked for is the norm before: it says
how large the gradients were."""

kind = "wrong_return"


def clip_by_global_norm(grads, max_norm):
    norm = sum((grad**2).sum() for grad in grads).sqrt()
    factor = min(1.0, max_norm / max(norm.item(), 1e-12))
    return [grad * factor for grad in grads], norm.item() * factor
