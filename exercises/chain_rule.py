# %% [markdown]
# # The chain rule, by hand
#
# A small graph of three nodes, without torch:
#
# $$\hat y = x \cdot w, \qquad s = \hat y - y, \qquad L = s^2.$$
#
# The forward pass computes the loss and remembers what the way back needs. The backward pass goes from the loss to the
# inputs and multiplies, node by node, what comes from above by the node's own derivative, for example
#
# $$\frac{dL}{dw} = \frac{dL}{ds} \cdot \frac{ds}{d\hat y} \cdot \frac{d\hat y}{dw}.$$
#
# For x = 1, y = 2 and w = 1: ŷ = 1, s = −1, the loss is 1, dL/ds = −2 and dL/dw = −2. (From the post "Back-propagation
# and Autograd", its part on the computational graph.)

# %%
from typing import Any


# %% The forward pass: the loss, and whatever the backward pass will need.
def forward(x: float, y: float, w: float) -> tuple[float, Any]:
    """Returns the loss and a cache: any object you like. It is handed to `backward` as it is, perhaps after other
    forward passes have been made."""
    raise NotImplementedError


# %% The backward pass: the three derivatives of the loss.
def backward(cache: Any) -> dict[str, float]:
    """cache: what `forward` returned. Returns {"x": dL/dx, "y": dL/dy, "w": dL/dw}."""
    raise NotImplementedError


# %% Try it: the loss should be 1, and dL/dw −2.
if __name__ == "__main__":
    loss, cache = forward(1.0, 2.0, 1.0)
    print(loss, backward(cache))
