"""Your norm is the sum of the squares; its square root is missing."""

kind = "wrong_formula"


def clip_by_global_norm(grads, max_norm):
    norm = sum((grad**2).sum() for grad in grads)
    if norm <= max_norm:
        return [grad.clone() for grad in grads], norm.item()
    return [grad * (max_norm / norm) for grad in grads], norm.item()
