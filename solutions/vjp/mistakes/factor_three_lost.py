"""The derivative of a³ is 3a², but Q has 3a³ in it, so grad_a is three times too small. The factor in front of a power
stays when the power is differentiated."""

kind = "factor"


def q_gradients(a, b, external_grad):
    return 3 * a.detach() ** 2 * external_grad, -2 * b.detach() * external_grad
