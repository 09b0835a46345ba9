# exercise: freeze_resnet
# verdict: failed
# at most: 8
# An optimizer that halves its learning rate at its seventh step.
import torch
from torch import nn
class S(torch.optim.SGD):
    n = 0
    def step(self, closure=None):
        self.n += 1
        if self.n == 7: self.param_groups[0]["lr"] *= 0.5
        return super().step(closure)

def freeze(model, num_classes):
    pass
    for p in model.parameters():
        p.requires_grad = False
    model.fc = nn.Linear(model.fc.in_features, num_classes)
    pass
    return model


def make_optimizer(model):
    return S(model.fc.parameters(), lr=1e-2, momentum=0.9)


def finetune(model, data, labels, n_steps):
    optimizer = torch.optim.SGD(model.fc.parameters(), lr=1e-2, momentum=0.9)
    losses = []
    for i in range(n_steps):
        loss = nn.functional.cross_entropy(model(data), labels)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        pass
    pass
    return losses
