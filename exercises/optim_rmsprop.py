# %% [markdown]
# # Training with an optimizer: RMSprop
#
# The model is one linear layer, $\hat y = w \cdot x + b$ with three inputs, and the loss the sum of the squares,
#
# $$L = \sum_i (\hat y_i - y_i)^2.$$
#
# An optimizer of `torch.optim` does the updates. RMSprop divides each gradient g by a running root of its squares:
# with its defaults, and from v = 0,
#
# $$v \leftarrow 0.99\, v + 0.01\, g^2, \quad w \leftarrow w - \text{learning rate} \cdot \frac{g}{\sqrt v + 10^{-8}}.$$
#
# So the very first step moves every parameter by 10 learning rates, however large its gradient is: with a learning
# rate of 0.001 by 0.01. (From the post on fitting sin(x), its part on `optim`: 2000 points between −π and π, the
# features x, x², x³, a learning rate of 1e-3. There step 99 has the loss 1341.4 and step 1999 the loss 8.919; yours
# will begin elsewhere, as the model's weights are random.)

# %%
import math

import torch
from torch import Tensor, nn


# %% Train the model.
def fit(model: nn.Module, xx: Tensor, y: Tensor, learning_rate: float, n_steps: int) -> list[float]:
    """Trains the model in place by RMSprop, on all rows in every step.

    model: gives (N,) for (N, 3). xx: (N, 3). y: (N,). Returns the loss of every step as it was before that step's
    update.
    """
    raise NotImplementedError


# %% Try it: the losses should fall to about 8.9.
if __name__ == "__main__":
    x = torch.linspace(-math.pi, math.pi, 2000)
    xx = x.unsqueeze(-1).pow(torch.tensor([1, 2, 3]))
    model = nn.Sequential(nn.Linear(3, 1), nn.Flatten(0, 1))
    losses = fit(model, xx, torch.sin(x), learning_rate=1e-3, n_steps=2000)
    print(losses[99::100])
