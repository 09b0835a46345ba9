import os
import logging
import numpy as np

logging.basicConfig(filename=os.path.splitext(os.path.basename(__file__))[0] + ".log", level=logging.INFO)
log = logging.getLogger(__name__)


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    for t in range(n_steps):
        y_pred = a + b * x + c * x ** 2 + d * x ** 3
        loss = np.square(y_pred - y).sum()
        losses.append(loss)
        log.info("step %d loss %f", t, loss)
        grad_y_pred = 2.0 * (y_pred - y)
        a -= learning_rate * grad_y_pred.sum()
        b -= learning_rate * (grad_y_pred * x).sum()
        c -= learning_rate * (grad_y_pred * x ** 2).sum()
        d -= learning_rate * (grad_y_pred * x ** 3).sum()
    return (a, b, c, d), losses
