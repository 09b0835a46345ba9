import numpy as np
def fit(x, y, params, learning_rate, n_steps):
    V = np.vander(x, 4, increasing=True)
    p = np.array(params, dtype=float)
    losses = []
    for _ in range(n_steps):
        r = V @ p - y
        losses.append(r @ r)
        p -= learning_rate * 2 * V.T @ r
    return p, losses

import matplotlib.pyplot as plt
import pandas as pd
def plot(losses, ax: plt.Axes | None = None) -> pd.DataFrame | None:
    (ax or plt.gca()).plot(losses)
