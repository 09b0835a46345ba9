import torch


def train_step(model, data, labels, lr=1e-2, momentum=0.9):
    model.train()
    groups = [{"params": [p for n, p in model.named_parameters() if "fc" not in n]}, {"params": model.fc.parameters()}]
    optimizer = torch.optim.SGD(groups, lr=lr, momentum=momentum)

    def closure():
        optimizer.zero_grad(set_to_none=False)
        loss = (model(data) - labels).sum()
        loss.backward()
        return loss

    return float(optimizer.step(closure))
