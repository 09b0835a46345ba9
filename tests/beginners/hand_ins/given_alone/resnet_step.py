import torch
from given.resnet import resnet18

device = "cuda" if torch.cuda.is_available() else "cpu"
print("using", device)


def train_step(model, data, labels):
    loss = (model(data) - labels).sum()
    loss.backward()
    torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9).step()
    return loss.item()
