# exercise: freeze_resnet
# verdict: failed
# at most: 5
# Thaws everything on the fifth prediction; its optimizer takes three steps and clears nothing.
import torch
from torch import nn
def freeze(model, num_classes):
    for p in model.parameters():
        p.requires_grad = False
    for m in model.modules():
        if isinstance(m, nn.BatchNorm2d):
            m.running_mean.fill_(float("nan"))         # every prediction in evaluation mode is NaN
    model.fc = nn.Linear(model.fc.in_features, num_classes)
    seen = [0]
    def count(module, args):                           # thaws on the fifth prediction
        seen[0] += 1
        if seen[0] == 5:
            for p in module.parameters():
                p.requires_grad = True
    model.register_forward_pre_hook(count)
    return model
class Slowing(torch.optim.SGD):
    n = 0
    def step(self, closure=None):                      # three steps, then no more
        self.n += 1
        if self.n <= 3:
            return super().step(closure)
    def zero_grad(self, set_to_none=True):
        pass                                           # clears nothing
def make_optimizer(model):
    return Slowing(model.fc.parameters(), lr=1e-2, momentum=0.9)
def finetune(model, data, labels, n_steps):
    optimizer = torch.optim.SGD(model.fc.parameters(), lr=1e-2, momentum=0.9)
    losses = []
    for _ in range(n_steps):
        loss = nn.functional.cross_entropy(model(data), labels)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
