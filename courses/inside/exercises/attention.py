# %% [markdown]
# # Attention, forwards and backwards
#
# A sequence of T places. Each place t asks with a query q, and what it gets is a mean of all values v, weighted by how
# well the query fits the keys k:
#
# $$s_{tu} = \frac{q_t \cdot k_u}{\sqrt{D}}, \qquad p_{tu} = \frac{e^{s_{tu}}}{\sum_w e^{s_{tw}}}, \qquad \text{out}_t =
# \sum_u p_{tu} v_u.$$
#
# Where `causal` is True, place t sees the places 0…t only: the sums go up to t, and neither out nor any gradient mixes
# in what comes later. For T = 2, q = (0, 0), k = (0, 0) and v = (1, 3), out is (2, 2), and causal it is (1, 2).
#
# NumPy only, no autograd. Scores may be as large as 1,000 or as small as −1,000, and exp(1,000) is more than a number
# can hold.

# %%
from typing import Any

import numpy as np


# %% Forwards, for N sequences at once. The cache is an object of your own: all that backward needs.
def forward(q: np.ndarray, k: np.ndarray, v: np.ndarray, causal: bool) -> tuple[np.ndarray, Any]:
    """q, k: (N, T, D). v: (N, T, E). Returns out, (N, T, E), and the cache."""
    raise NotImplementedError


# %% Backwards. There may have been other calls of forward since the one that made the cache.
def backward(dout: np.ndarray, cache: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """dout: (N, T, E), the gradient of a loss with respect to out.

    Returns its gradients with respect to q and k, (N, T, D) each, and v, (N, T, E).
    """
    raise NotImplementedError


# %% Try it: [[[1.] [2.]]] and, for a dout of ones, dv = [[[1.5] [0.5]]].
if __name__ == "__main__":
    q, k, v = np.zeros((1, 2, 1)), np.zeros((1, 2, 1)), np.array([[[1.0], [3.0]]])
    out, cache = forward(q, k, v, causal=True)
    print(out)
    print(*backward(np.ones((1, 2, 1)), cache), sep="\n")
