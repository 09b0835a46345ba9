# %% [markdown]
# # Is this gradient right?
#
# Somebody gives you a function f from n numbers to m numbers, and `backward(x, v)`, which is said to be its
# vector-Jacobian product: n numbers, of which entry j is
#
# $$\sum_i v_i\, \frac{\partial f_i}{\partial x_j} \approx \sum_i v_i\, \frac{f_i(x + \varepsilon e_j) - f_i(x -
# \varepsilon e_j)}{2 \varepsilon},$$
#
# where $e_j$ is 1 at place j and 0 elsewhere. These central differences are nearer than forward differences, which take
# f(x) in the place of f(x − ε eⱼ): for f(x) = x², x = 3 and ε = 0.1 they are 6 exactly, and 6.1 forwards.
#
# Say whether the two agree, at this x and for this v. Where backward is right it is far nearer to the differences than
# rtol times the largest entry of the product. Where it is wrong at least one entry differs by more than 100 · rtol
# times the largest one. f may be slow: call it 2n + 1 times at most, and backward once.
#
# NumPy only, no autograd. f may be linear, and some of its inputs may make no difference to it.

# %%
from collections.abc import Callable

import numpy as np


# %% True where backward agrees with f. x is left as it was.
def agrees(
    f: Callable[[np.ndarray], np.ndarray],
    backward: Callable[[np.ndarray, np.ndarray], np.ndarray],
    x: np.ndarray,
    v: np.ndarray,
    eps: float,
    rtol: float,
) -> bool:
    """f: takes (n,) to (m,). backward: takes x, (n,), and v, (m,), to (n,). eps: the step ε."""
    raise NotImplementedError


# %% Try it: True False
if __name__ == "__main__":
    x, v = np.array([1.0, 2.0, 3.0]), np.array([1.0, 0.5, 2.0])
    print(agrees(lambda x: x**2, lambda x, v: 2 * x * v, x, v, eps=1e-4, rtol=1e-5))
    print(agrees(lambda x: x**2, lambda x, v: x * v, x, v, eps=1e-4, rtol=1e-5))
