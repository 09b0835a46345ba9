"""You keep the generator's state after f has drawn from it: the second run goes on from there. Keep it before the
first run."""

import torch

kind = "order_of_statements"


class Checkpoint(torch.autograd.Function):
    @staticmethod
    def forward(ctx, f, *xs):
        ctx.save_for_backward(*xs)
        y = f(*xs)
        ctx.f, ctx.state = f, torch.get_rng_state()
        return y

    @staticmethod
    def backward(ctx, grad_output):
        xs = [x.detach().requires_grad_(x.requires_grad) for x in ctx.saved_tensors]
        with torch.random.fork_rng(devices=[]), torch.enable_grad():
            torch.set_rng_state(ctx.state)
            y = ctx.f(*xs)
        needed = [x for x in xs if x.requires_grad]
        grads = iter(torch.autograd.grad(y, needed, grad_output))
        return None, *[next(grads) if x.requires_grad else None for x in xs]
