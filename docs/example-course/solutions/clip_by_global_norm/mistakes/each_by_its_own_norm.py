"""You clip each gradient by its own norm. That shortens the long ones only, so the step points somewhere else. Compute
one norm over all of them, and scale all by the same factor."""

kind = "wrong_formula"


def clip_by_global_norm(grads, max_norm):
    norm = sum((grad**2).sum() for grad in grads).sqrt()
    return [grad * min(1.0, max_norm / max(grad.norm().item(), 1e-12)) for grad in grads], norm.item()
