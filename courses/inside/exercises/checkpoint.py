# %% [markdown]
# # Checkpointing: memory for time
#
# Between forward and backward autograd keeps what each operation will need. For a long network that is most of the
# memory. A *checkpoint* keeps the inputs of a segment alone, and runs the segment once more on the way back:
#
# * forward: y = f(x₁, x₂, …) without recording anything;
# * backward: f again, on the same inputs, recorded this time; then the gradients of that.
#
# The second run has to be the same as the first, also where f draws random numbers (dropout): it begins with the state
# that torch's generator had before the first. And nobody else may notice it: after it the generator is where it was.
#
# For f(x, w) = x · w at (3, 2): y = 6, and 2 and 3 are the gradients, where both are asked for.

# %%
from collections.abc import Callable

import torch
from torch import Tensor


# %% The value of f at xs, with the gradients of f.
def checkpoint(f: Callable[..., Tensor], *xs: Tensor) -> Tensor:
    """f is called once here, under no_grad, and once more in each backward pass. xs: any tensors, some of which may
    need no gradient (integers can have none). f may use checkpoint itself. Returns f(*xs), one tensor."""
    raise NotImplementedError


# %% Try it: 6, 2 and 3
if __name__ == "__main__":
    x, w = torch.tensor(3.0, requires_grad=True), torch.tensor(2.0, requires_grad=True)
    y = checkpoint(lambda x, w: x * w, x, w)
    y.backward()
    print(y, x.grad, w.grad)
