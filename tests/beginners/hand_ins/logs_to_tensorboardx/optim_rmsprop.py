import torch
from tensorboardX import SummaryWriter
from tabulate import tabulate
import koreanize_matplotlib

writer = SummaryWriter("runs/rmsprop")


def fit(model, xx, y, learning_rate, n_steps):
    loss_fn = torch.nn.MSELoss(reduction="sum")
    optimizer = torch.optim.RMSprop(model.parameters(), lr=learning_rate)
    losses = []
    for step in range(n_steps):
        loss = loss_fn(model(xx), y)
        losses.append(loss.item())
        writer.add_scalar("loss", loss.item(), step)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(tabulate([[i, l] for i, l in enumerate(losses)], headers=["step", "loss"]))
    return losses
