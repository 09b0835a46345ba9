"""Your gradient is 0 everywhere. That is sign's derivative, and with it nothing is learned: the way back acts as if the
sign had been the identity, where |w| <= 1."""

kind = "wrong_formula"


class Binarize(torch.autograd.Function):
    @staticmethod
    def forward(ctx, w):
        return torch.where(w >= 0, 1.0, -1.0).to(w.dtype)

    @staticmethod
    def backward(ctx, grad_output):
        return torch.zeros_like(grad_output)
