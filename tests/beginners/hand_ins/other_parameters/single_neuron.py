import torch

x = torch.tensor(1.0)
y = torch.tensor(2.0)
w = torch.tensor(1.0, requires_grad=True)

def loss_and_grad():
    loss = (w * x - y) ** 2
    loss.backward()
    return loss, w.grad

print(loss_and_grad())
