# the Jacobian first, column by column
import numpy as np


def agrees(f, backward, x, v, eps=1e-5, rtol=1e-6):
    J = np.stack([(f(x + d) - f(x - d)) / (2 * eps) for d in np.diag(np.full(len(x), eps))], axis=1)
    return np.allclose(backward(x, v), J.T @ v, rtol=rtol, atol=rtol * np.abs(v @ J).max())
