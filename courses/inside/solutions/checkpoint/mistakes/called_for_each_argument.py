"""In backward you call f once for each argument. One run is enough: torch.autograd.grad gives the gradients with
respect to all of them."""

import torch

kind = "extra_step"


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
            grads = []
            for x in xs:
                torch.set_rng_state(ctx.state)
                y = ctx.f(*xs)
                if x.requires_grad:
                    grads.append(torch.autograd.grad(y, x, grad_output)[0])
        grads = iter(grads)
        return None, *[next(grads) if x.requires_grad else None for x in xs]
