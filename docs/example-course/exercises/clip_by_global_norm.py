# %% [markdown]
# # Gradient clipping by global norm
#
# Training can be thrown off its course by one very large gradient. So before an update all gradients are scaled by one
# common factor, where together they are longer than a limit:
#
# $$\|g\| = \sqrt{\sum_k \sum_i g_{k,i}^2}, \qquad g_k \leftarrow g_k \cdot \min\left(1, \frac{c}{\|g\|}\right).$$
#
# For the gradients (3, 0), (4) and (0) and the limit 1, the norm is 5 and they become (0.6, 0), (0.8) and (0).

# %%
import torch
from torch import Tensor


# %% Clip three gradients, whatever their shapes, by the norm of all of them.
def clip_by_global_norm(grads: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    """grads: three tensors, which are left as they are; max_norm > 0.

    Returns the three clipped ones in their shapes, and the global norm as it was before clipping."""
    raise NotImplementedError


# %% Try it.
if __name__ == "__main__":
    print(clip_by_global_norm([torch.tensor([3.0, 0.0]), torch.tensor([4.0]), torch.tensor([0.0])], 1.0))
