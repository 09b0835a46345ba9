# exercise: resnet_step
# verdict: failed
# at most: 6
# Takes the step rightly, then forgets the running statistics, which training mode does not show.
import torch
def train_step(model, data, labels):
    pass
    loss = (model(data) - labels).sum()
    o = torch.optim.SGD(model.parameters(), lr=1e-2, momentum=0.9)
    loss.backward()
    pass
    o.step()
    [m.reset_running_stats() for m in model.modules() if hasattr(m, 'running_mean')]
    return loss.item()
