from multiprocessing import Pool

import numpy as np


def step(arguments):
    return sum(arguments)


def fit(x, y, params, learning_rate, n_steps):
    with Pool(4) as pool:
        return params, pool.map(step, [(1, 2)] * n_steps)
