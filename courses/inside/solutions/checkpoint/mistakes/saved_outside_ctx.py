"""Your forward leaves f and the inputs in variables of the class instead of in ctx: the next call overwrites what an
earlier one's backward still needs. Each call has its own ctx."""

import torch

kind = "state_between_calls"


class Checkpoint(torch.autograd.Function):
    @staticmethod
    def forward(ctx, f, *xs):
        ctx.state = torch.get_rng_state()
        Checkpoint.f, Checkpoint.xs = f, xs
        return f(*xs)

    @staticmethod
    def backward(ctx, grad_output):
        xs = [x.detach().requires_grad_(x.requires_grad) for x in Checkpoint.xs]
        with torch.random.fork_rng(devices=[]), torch.enable_grad():
            torch.set_rng_state(ctx.state)
            y = Checkpoint.f(*xs)
        needed = [x for x in xs if x.requires_grad]
        grads = iter(torch.autograd.grad(y, needed, grad_output))
        return None, *[next(grads) if x.requires_grad else None for x in xs]
