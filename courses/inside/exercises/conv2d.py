# %% [markdown]
# # Convolution, forwards and backwards
#
# A kernel of C · kh · kw numbers slides over an image; at each place the products with what lies below it are added up.
# With F kernels w, the image padded by zeros on all four sides, and steps of `stride`:
#
# $$\text{out}_{nfyx} = b_f + \sum_{c,i,j} w_{fcij}\, \text{padded}_{n,\,c,\,y \cdot \text{stride} + i,\,x \cdot
# \text{stride} + j}.$$
#
# The kernel is not turned around: that is what deep learning calls a convolution. Along an axis there are as many
# places as fit, ⌊(H + 2 · padding − kh) / stride⌋ + 1; what is left over at the end is not looked at. For the image
# ((1, 2, 3), (4, 5, 6)), the kernel ((1, 10)), b = 0, stride 1 and padding 0, out is ((21, 32), (54, 65)).
#
# NumPy only, no autograd.

# %%
from typing import Any

import numpy as np


# %% Forwards. The cache is an object of your own: all that backward needs.
def forward(x: np.ndarray, w: np.ndarray, b: np.ndarray, stride: int, padding: int) -> tuple[np.ndarray, Any]:
    """x: (N, C, H, W). w: (F, C, kh, kw). b: (F,). stride ≥ 1 and padding ≥ 0 hold for both directions.

    Returns out, (N, F, rows, columns), and the cache.
    """
    raise NotImplementedError


# %% Backwards. There may have been other calls of forward since the one that made the cache.
def backward(dout: np.ndarray, cache: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """dout: the gradient of a loss with respect to out, in the shape of out.

    Returns its gradients with respect to x, w and b, in their shapes.
    """
    raise NotImplementedError


# %% Try it: [[21. 32.] [54. 65.]] and, for a dout of ones, dw = [[12. 16.]].
if __name__ == "__main__":
    image, kernel = np.array([[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]]), np.array([[[[1.0, 10.0]]]])
    out, cache = forward(image, kernel, np.zeros(1), stride=1, padding=0)
    print(out)
    print(*backward(np.ones((1, 1, 2, 2)), cache), sep="\n")
