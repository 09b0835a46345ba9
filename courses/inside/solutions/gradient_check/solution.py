"""A gradient check by central differences, entry by entry. What is near enough is measured by the largest entry, so
that entries of 0 need no care."""

import numpy as np


def agrees(f, backward, x, v, eps, rtol):
    measured = np.array([v @ (f(x + step) - f(x - step)) for step in eps * np.eye(x.size)]) / (2 * eps)
    return bool((np.abs(backward(x, v) - measured) <= rtol * np.abs(measured).max()).all())
