"""The optimizer holds everything; what is frozen has no gradient and stays where it is."""
from torch import nn, optim
import torchvision
import torch


def freeze(model: nn.Module, num_classes: int = 10) -> nn.Module:
    for name, param in model.named_parameters():
        param.requires_grad_(False)
    n_inputs = model.fc.weight.shape[1]
    setattr(model, "fc", nn.Linear(n_inputs, num_classes))
    return model


def make_optimizer(model: nn.Module, lr: float = 1e-2) -> optim.Optimizer:
    return optim.SGD(model.parameters(), lr=lr, momentum=0.9)


def finetune(model, data, labels, n_steps):
    criterion = nn.CrossEntropyLoss()
    optimizer = optim.SGD(model.parameters(), lr=1e-2, momentum=0.9)
    history = torch.empty(n_steps)
    for i in range(n_steps):
        outputs = model(data)
        loss = criterion(outputs, labels)
        history[i] = loss.item()
        loss.backward()
        optimizer.step()
        model.zero_grad()
    return history


model = torchvision.models.resnet18(pretrained=True)
model = freeze(model, 10)
data = torch.rand(2, 3, 64, 64)
labels = torch.randint(10, (2,))
prediction = model(data)
loss = nn.functional.cross_entropy(prediction, labels)
loss.backward()
optimizer = make_optimizer(model)
optimizer.step()
print(f"loss {loss.item():.4f}", float(loss), prediction.argmax(1))
