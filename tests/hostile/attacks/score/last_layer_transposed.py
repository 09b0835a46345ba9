# exercise: freeze_resnet
# verdict: failed
# at most: 5
# The weight of its fc is (in_features, num_classes): what multiplies by it fails in the grader.
import torch
from torch import nn
class Last(nn.Module):
    """A linear layer with its weight the other way round: (in, out)."""
    def __init__(self, inputs, outputs):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(inputs, outputs) / inputs)
        self.bias = nn.Parameter(torch.zeros(outputs))
    def forward(self, x):
        return x @ self.weight + self.bias
def freeze(model, num_classes):
    for p in model.parameters():
        p.requires_grad = False
    model.fc = Last(model.fc.in_features, num_classes)
    return model
def make_optimizer(model):
    return torch.optim.SGD(model.fc.parameters(), lr=1e-2, momentum=0.9)
def finetune(model, data, labels, n_steps):
    optimizer = make_optimizer(model)
    losses = []
    for _ in range(n_steps):
        loss = nn.functional.cross_entropy(model(data), labels)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
