import torch
from torch import nn


class Freezer:
    def __call__(self, model, num_classes, verbose=False):
        for module in model.modules():
            for p in module.parameters(recurse=False):
                p.requires_grad = False
        model.fc = nn.Linear(model.fc.in_features, num_classes).to(next(model.parameters()).device)
        if verbose:
            print(model)
        return model


freeze = Freezer()
make_optimizer = lambda model: torch.optim.SGD([p for p in model.parameters() if p.requires_grad], 1e-2, 0.9)


def finetune(model, data, labels, n_steps):
    trainable = [p for p in model.parameters() if p.requires_grad]
    velocity = [torch.zeros_like(p) for p in trainable]
    one_hot = nn.functional.one_hot(labels, model.fc.out_features).float()
    losses = ()
    for _ in range(n_steps):
        loss = -(one_hot * torch.log_softmax(model(data), 1)).sum(1).mean()
        losses += (loss.detach().double(),)
        grads = torch.autograd.grad(loss, trainable)
        with torch.no_grad():
            for p, v, g in zip(trainable, velocity, grads):
                v.mul_(0.9).add_(g)
                p.sub_(0.01 * v)
    return losses
