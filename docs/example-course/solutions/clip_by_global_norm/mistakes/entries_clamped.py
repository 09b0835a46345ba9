"""You clamp every entry to max_norm. That is clipping by value, another method: it changes the direction of the step.
Scale all entries by one common factor instead."""

kind = "wrong_formula"


def clip_by_global_norm(grads, max_norm):
    norm = sum((grad**2).sum() for grad in grads).sqrt()
    return [grad.clamp(-max_norm, max_norm) for grad in grads], norm.item()
