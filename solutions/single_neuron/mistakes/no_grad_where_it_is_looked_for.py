"""Your gradient is None: either backward() has not run (without its parentheses it does not), or you ask a tensor that
was not part of the loss or is itself the result of an operation: backward() fills the .grad of leaf tensors only. Ask
the tensor that you switched recording on for."""

kind = "wrong_operand"


def loss_and_grad(x, y, w):
    own = w.detach().clone().requires_grad_()
    loss = ((own * x - y) ** 2).sum()
    loss.backward()
    return loss.detach(), w.grad
