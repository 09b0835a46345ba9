import torch
def q_gradients(a, b, external_grad):
    a, b = a.clone().detach(), b.clone().detach()
    a.requires_grad = b.requires_grad = True
    torch.sum((3 * a.pow(3) - b.pow(2)) * external_grad).backward()
    return torch.nn.Parameter(a.grad), b.grad.detach()
def vjp(f, x, v):
    x = x.detach()
    columns = []
    for j in range(len(x)):
        e = torch.zeros_like(x); e[j] = 1
        columns.append(torch.func.jvp(f, (x,), (e,))[1] @ v)
    return torch.stack(columns)
