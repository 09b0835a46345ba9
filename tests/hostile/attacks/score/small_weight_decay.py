# exercise: nn_module
# verdict: failed
# at most: 8
# A weight decay of 1e-4, which drowns in gradients of hundreds.
import torch
def build_model(): return torch.nn.Sequential(torch.nn.Linear(3, 1), torch.nn.Flatten(0, 1))
def fit(model, xx, y, learning_rate, n_steps):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, weight_decay=1e-4)
    losses = []
    for _ in range(n_steps):
        loss = torch.nn.functional.mse_loss(model(xx), y, reduction="sum")
        losses.append(loss.item()); optimizer.zero_grad(); loss.backward(); optimizer.step()
    return losses
