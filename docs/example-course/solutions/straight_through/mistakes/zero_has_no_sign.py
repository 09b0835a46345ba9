"""torch.sign(0) is 0, so a weight of exactly 0 drops out of the network. Here 0 counts as positive."""

kind = "wrong_formula"


class Binarize(torch.autograd.Function):
    @staticmethod
    def forward(ctx, w):
        ctx.save_for_backward(w)
        return w.sign()

    @staticmethod
    def backward(ctx, grad_output):
        (w,) = ctx.saved_tensors
        return grad_output * (w.abs() <= 1)
