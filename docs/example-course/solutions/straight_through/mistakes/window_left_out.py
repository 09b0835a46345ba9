"""Your gradient goes through everywhere. Outside of [-1, 1] it has to be 0: there a weight is far from changing its
sign, and would only grow."""

kind = "wrong_formula"


class Binarize(torch.autograd.Function):
    @staticmethod
    def forward(ctx, w):
        return torch.where(w >= 0, 1.0, -1.0).to(w.dtype)

    @staticmethod
    def backward(ctx, grad_output):
        return grad_output
