import torch
import torchvision

model = torchvision.models.resnet18(pretrained=True)
data, labels = torch.rand(1, 3, 64, 64), torch.rand(1, 1000)
prediction = model(data)
loss = prediction.sum()
optim = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1e-2, momentum=0.9)
