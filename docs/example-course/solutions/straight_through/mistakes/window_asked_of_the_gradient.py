"""You ask whether grad_output lies in [-1, 1]; the question is whether the weight does. Save w in forward."""

kind = "wrong_operand"


class Binarize(torch.autograd.Function):
    @staticmethod
    def forward(ctx, w):
        return torch.where(w >= 0, 1.0, -1.0).to(w.dtype)

    @staticmethod
    def backward(ctx, grad_output):
        return grad_output * (grad_output.abs() <= 1)
