"""You seed the generator before each run of f. Both then draw the same, but always the same: the first run begins with
the state that it finds."""

import torch

kind = "wrong_formula"


class Checkpoint(torch.autograd.Function):
    @staticmethod
    def forward(ctx, f, *xs):
        ctx.f, ctx.state = f, torch.get_rng_state()
        ctx.save_for_backward(*xs)
        torch.manual_seed(0)
        return f(*xs)

    @staticmethod
    def backward(ctx, grad_output):
        xs = [x.detach().requires_grad_(x.requires_grad) for x in ctx.saved_tensors]
        with torch.random.fork_rng(devices=[]), torch.enable_grad():
            torch.manual_seed(0)
            y = ctx.f(*xs)
        needed = [x for x in xs if x.requires_grad]
        grads = iter(torch.autograd.grad(y, needed, grad_output))
        return None, *[next(grads) if x.requires_grad else None for x in xs]
