import numpy as np


def fit(x: np.ndarray, y: np.ndarray, params: Tuple[float, ...], learning_rate: float, n_steps: int) -> List[float]:
    a, b, c, d = params
    losses = []
    for t in range(n_steps):
        e = a + b * x + c * x ** 2 + d * x ** 3 - y
        losses.append(np.sum(e ** 2))
        a -= learning_rate * np.sum(2 * e)
        b -= learning_rate * np.sum(2 * e * x)
        c -= learning_rate * np.sum(2 * e * x ** 2)
        d -= learning_rate * np.sum(2 * e * x ** 3)
    return (a, b, c, d), losses
