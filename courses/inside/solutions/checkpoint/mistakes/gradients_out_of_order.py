"""The gradients of your backward go to the first arguments, whichever need one: an argument without a gradient holds
its place with None."""

import torch

kind = "wrong_return"


class Checkpoint(torch.autograd.Function):
    @staticmethod
    def forward(ctx, f, *xs):
        ctx.f, ctx.state = f, torch.get_rng_state()
        ctx.save_for_backward(*xs)
        return f(*xs)

    @staticmethod
    def backward(ctx, grad_output):
        xs = [x.detach().requires_grad_(x.requires_grad) for x in ctx.saved_tensors]
        with torch.random.fork_rng(devices=[]), torch.enable_grad():
            torch.set_rng_state(ctx.state)
            y = ctx.f(*xs)
        needed = [x for x in xs if x.requires_grad]
        grads = iter(torch.autograd.grad(y, needed, grad_output))
        found = list(grads)
        return None, *found, *[None] * (len(xs) - len(found))
