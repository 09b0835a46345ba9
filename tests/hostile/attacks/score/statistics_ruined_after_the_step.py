# exercise: resnet_step
# verdict: failed
# at most: 6
# Takes the step rightly, then leaves the model in evaluation mode, frozen, and with NaN for its running means.
import torch
def train_step(model, data, labels):
    loss = (model(data) - labels).sum()
    loss.backward()
    torch.optim.SGD(model.parameters(), lr=1e-2, momentum=0.9).step()
    with torch.no_grad():
        for m in model.modules():
            if isinstance(m, torch.nn.BatchNorm2d):
                m.running_mean.fill_(float("nan"))     # useless in evaluation mode
    model.eval()
    for p in model.parameters():
        p.requires_grad_(False)
    return loss.item()
