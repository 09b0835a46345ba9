import torch
from torch.utils.tensorboard import SummaryWriter
import wandb
wandb.init(project="x", config={"lr": 1e-6})
writer = SummaryWriter()
def forward(X, w1, w2):
    return torch.threshold(X @ w1, 0.0, 0.0) @ w2
def train(X, y, w1, w2, learning_rate, n_iters):
    losses = []
    for i in range(n_iters):
        loss = (forward(X, w1, w2) - y).square().sum()
        loss.backward()
        with torch.no_grad():
            for w in [w1, w2]:
                w.add_(w.grad, alpha=-learning_rate)
                w.grad.zero_()
        losses.append(loss.item())
        writer.add_scalar("loss", loss.item(), i); wandb.log({"loss": loss.item()})
    writer.close()
    return losses
