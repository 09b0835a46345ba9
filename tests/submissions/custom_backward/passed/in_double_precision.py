import torch
class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x.double())
        x = x.double()
        return 0.5 * (5 * x**3 - 3 * x)
    @staticmethod
    def backward(ctx, grad_output):
        x, = ctx.saved_tensors
        return grad_output * (1.5 * (5 * x**2 - 1))
def fit(x, y, learning_rate, n_steps):
    a, b, c, d = 0.0, -1.0, 0.0, 0.3
    losses = []
    for t in range(n_steps):
        p = [torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in (a, b, c, d)]
        loss = torch.linalg.vector_norm(p[0] + p[1] * LegendrePolynomial3.apply(p[2] + p[3] * x) - y) ** 2
        g = torch.autograd.grad(loss, p)
        losses.append(loss.item())
        a, b, c, d = (v.item() - learning_rate * h.item() for v, h in zip(p, g))
    return (a, b, c, d), losses
