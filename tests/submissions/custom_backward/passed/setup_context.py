import torch

class LegendrePolynomial3(torch.autograd.Function):
    generate_vmap_rule = True

    @staticmethod
    def forward(x):
        return x * (2.5 * x * x - 1.5)

    @staticmethod
    def setup_context(ctx, inputs, output):
        x, = inputs
        ctx.save_for_backward(x)

    @staticmethod
    def backward(ctx, grad_output):
        x, = ctx.saved_tensors
        if not ctx.needs_input_grad[0]:
            return None
        return (7.5 * x.square() - 1.5).mul_(grad_output)

def fit(x, y, learning_rate, n_steps):
    p = torch.tensor([0.0, -1.0, 0.0, 0.3], dtype=x.dtype, requires_grad=True)
    losses = []
    for _ in range(n_steps):
        a, b, c, d = p
        loss = torch.sum((a + b * LegendrePolynomial3.apply(c + d * x) - y) ** 2)
        losses.append(loss)
        g, = torch.autograd.grad(loss, p)
        p = (p - learning_rate * g).detach().requires_grad_()
    return p, torch.stack(losses)
