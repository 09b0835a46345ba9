import torch


def fit(model, xx, y, learning_rate, n_steps):
    optimizer = torch.optim.RMSprop(model.parameters(), lr=learning_rate)
    for t in range(n_steps):
        loss = (model(xx) - y).pow(2).sum()
        print(t, loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model
