"""The newer form: the state is kept in checkpoint and goes in as an argument."""

import torch


class _Checkpoint(torch.autograd.Function):
    @staticmethod
    def forward(f, state, *xs):
        return f(*xs)

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.f, ctx.state, *xs = inputs
        ctx.save_for_backward(*xs)

    @staticmethod
    def backward(ctx, grad):
        leaves = [x.detach() for x in ctx.saved_tensors]
        asked = [leaf for leaf, n in zip(leaves, ctx.needs_input_grad[2:]) if n]
        _ = [leaf.requires_grad_() for leaf in asked]
        before = torch.get_rng_state()
        torch.set_rng_state(ctx.state)
        with torch.enable_grad():
            y = ctx.f(*leaves)
            dot = (y * grad).sum()
        torch.set_rng_state(before)
        found = dict(zip(map(id, asked), torch.autograd.grad(dot, asked)))
        return None, None, *(found.get(id(leaf)) for leaf in leaves)


def checkpoint(f, *xs):
    """f(*xs), to be run again on the way back."""
    return _Checkpoint.apply(f, torch.get_rng_state(), *xs)
