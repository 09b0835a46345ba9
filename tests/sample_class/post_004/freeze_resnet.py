# The post's freezing and its optimizer, with the cross-entropy loop that uses them. 512 is read from the model.
import torch
import torchvision
from torch import nn, optim


def freeze(model, num_classes):
    # Freeze all the parameters in the network
    for param in model.parameters():
        param.requires_grad = False

    model.fc = nn.Linear(model.fc.in_features, num_classes)
    return model


def make_optimizer(model):
    # Optimize only the classifier
    return optim.SGD(model.fc.parameters(), lr=1e-2, momentum=0.9)


def finetune(model, data, labels, n_steps):
    optimizer = make_optimizer(model)
    losses = []
    for _ in range(n_steps):
        prediction = model(data) # 전방향 Pass
        loss = nn.functional.cross_entropy(prediction, labels)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward() # 역방향 Pass
        optimizer.step() # Gradient Descent
    return losses


if __name__ == "__main__":
    model = freeze(torchvision.models.resnet18(pretrained=True), 10)
    print(finetune(model, torch.rand(2, 3, 64, 64), torch.randint(10, (2,)), 3))
