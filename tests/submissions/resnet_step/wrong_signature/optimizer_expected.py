def train_step(model, data, labels, optimizer):
    loss = (model(data) - labels).sum()
    loss.backward()
    optimizer.step()
    return loss.item()
