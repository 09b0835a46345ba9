# exercise: resnet_step
# verdict: failed
# at most: 6
# Takes the step rightly, then leaves one layer frozen.
import torch
def train_step(model, data, labels):
    pass
    loss = (model(data) - labels).sum()
    o = torch.optim.SGD(model.parameters(), lr=1e-2, momentum=0.9)
    loss.backward()
    pass
    o.step()
    model.conv1.requires_grad_(False)
    return loss.item()
