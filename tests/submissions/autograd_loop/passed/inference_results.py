import torch

@torch.inference_mode()
def frozen(values):
    return torch.stack([value.clone() for value in values])

train = lambda X, Y, learning_rate, n_iters: Descent(X, Y)(learning_rate, n_iters)

class Descent:
    def __init__(self, X, Y):
        self.X, self.Y = X, Y

    def __call__(self, learning_rate, n_iters):
        w, losses = torch.zeros((), dtype=self.X.dtype).requires_grad_(), []
        for _ in range(n_iters):
            loss = torch.dot(w * self.X - self.Y, w * self.X - self.Y) / len(self.X)
            losses.append(loss.detach())
            torch.autograd.backward(loss, inputs=[w])
            w = (w.detach() - learning_rate * w.grad).requires_grad_(True)
        return frozen([w])[0], frozen(losses)
