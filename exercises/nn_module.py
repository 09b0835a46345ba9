# %% [markdown]
# # A model from torch.nn
#
# A polynomial of x is a linear function of x, x² and x³, so one linear layer of three inputs and one output can fit it:
#
# $$\hat y = w_1 x + w_2 x^2 + w_3 x^3 + b, \qquad L = \sum_i (\hat y_i - y_i)^2.$$
#
# The layer gives a column of shape (N, 1). Flattened to (N,), it has the shape of y. Each step of gradient descent
# subtracts learning rate · ∂L/∂w from every parameter.
#
# The updates are yours here: no optimizer. (From the post on fitting sin(x), its part on the `nn` module: 2000 points
# between −π and π and a learning rate of 1e-6. There step 99 has the loss 982.27 and step 1999 the loss 9.2228; yours
# will begin elsewhere, as the layer's weights are random.)

# %%
import math

import torch
from torch import Tensor, nn


# %% The model.
def build_model() -> nn.Module:
    """Returns a new model with every call: a linear layer, then the flattening. It gives (N,) for (N, 3), N ≥ 1."""
    raise NotImplementedError


# %% Train such a model.
def fit(model: nn.Module, xx: Tensor, y: Tensor, learning_rate: float, n_steps: int) -> list[float]:
    """Trains the model in place, on all rows in every step.

    xx: (N, 3). y: (N,). Returns the loss of every step as it was before that step's update.
    """
    raise NotImplementedError


# %% Try it: the losses should fall to about 9.
if __name__ == "__main__":
    x = torch.linspace(-math.pi, math.pi, 2000)
    xx = x.unsqueeze(-1).pow(torch.tensor([1, 2, 3]))
    losses = fit(build_model(), xx, torch.sin(x), learning_rate=1e-6, n_steps=2000)
    print(losses[99::100])
