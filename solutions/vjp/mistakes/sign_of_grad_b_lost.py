"""Q has −b² in it, so its derivative with respect to b is negative: a minus sign is lost in grad_b. Differentiate the
whole term, with its sign."""

kind = "sign"


def q_gradients(a, b, external_grad):
    return 9 * a.detach() ** 2 * external_grad, 2 * b.detach() * external_grad
