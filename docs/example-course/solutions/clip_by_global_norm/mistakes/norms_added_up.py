"""You add up the norms of the single gradients. The norm of all of them is the root of the sum of their squares, which
is smaller."""

kind = "wrong_formula"


def clip_by_global_norm(grads, max_norm):
    norm = sum(grad.norm() for grad in grads)
    if norm <= max_norm:
        return [grad.clone() for grad in grads], norm.item()
    return [grad * (max_norm / norm) for grad in grads], norm.item()
