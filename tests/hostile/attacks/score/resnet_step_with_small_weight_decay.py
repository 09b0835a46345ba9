# exercise: resnet_step
# verdict: failed
# at most: 6
# A weight decay of 1e-5, no more than what rounding makes of a change.
import torch
def train_step(model, data, labels):
    pass
    loss = (model(data) - labels).sum()
    o = torch.optim.SGD(model.parameters(), lr=1e-2, momentum=0.9, weight_decay=1e-5)
    loss.backward()
    pass
    o.step()
    pass
    return loss.item()
