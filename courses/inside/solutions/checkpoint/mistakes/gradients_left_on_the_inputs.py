"""Your second run works on the caller's own tensors, and backward() leaves a .grad on them, on top of what autograd
brings there itself. Work on detached copies."""

import torch

kind = "in_place_on_caller"


class Checkpoint(torch.autograd.Function):
    @staticmethod
    def forward(ctx, f, *xs):
        ctx.f, ctx.state = f, torch.get_rng_state()
        ctx.save_for_backward(*xs)
        return f(*xs)

    @staticmethod
    def backward(ctx, grad_output):
        xs = ctx.saved_tensors
        with torch.random.fork_rng(devices=[]), torch.enable_grad():
            torch.set_rng_state(ctx.state)
            y = ctx.f(*xs)
        needed = [x for x in xs if x.requires_grad]
        grads = iter(torch.autograd.grad(y, needed, grad_output, retain_graph=True))
        y.backward(grad_output)
        return None, *[next(grads) if x.requires_grad else None for x in xs]
