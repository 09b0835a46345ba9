"""One factor for all gradients. Source: Pascanu, Mikolov and Bengio (2013), as torch's clip_grad_norm_ has it."""


def clip_by_global_norm(grads, max_norm):
    norm = sum((grad**2).sum() for grad in grads).sqrt().item()
    factor = max_norm / max(norm, max_norm)
    return [grad * factor for grad in grads], norm
