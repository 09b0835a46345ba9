import torch
from fastprogress import progress_bar
import pandas as pd


def fit(model, xx, y, learning_rate, n_steps):
    optimizer = torch.optim.RMSprop(model.parameters(), lr=learning_rate)
    log = []
    for step in progress_bar(range(n_steps)):
        loss = ((model(xx) - y) ** 2).sum()
        log.append({"step": step, "loss": loss.item()})
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return pd.DataFrame(log)["loss"].values
