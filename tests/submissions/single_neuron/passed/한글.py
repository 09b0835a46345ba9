import torch
from torch.autograd import Variable


class 뉴런:
    def __call__(self, x, y, w):
        가중치 = Variable(w.data.clone(), requires_grad=True)
        손실 = (x * 가중치 - y) ** 2
        손실.backward()
        return 손실.data.numpy(), 가중치.grad.numpy()


loss_and_grad = 뉴런()
