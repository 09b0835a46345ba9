# exercise: sine_tensors
# verdict: failed
# at most: 9
# A tensor that is said to be on a device whose name clears the screen.
import sys

import msgspec
import torch

convert = sys.modules["worker.convert"]
report = convert.tensor_to_wire
convert.tensor_to_wire = lambda tensor: msgspec.structs.replace(report(tensor), device="\x1b[2J\u202e<b>")


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = (p.to(x.dtype) for p in params)
    losses = []
    for _ in range(n_steps):
        e = a + b * x + c * x**2 + d * x**3 - y
        losses.append(float((e.double() ** 2).sum()))
        a, b, c, d = (p - learning_rate * (2 * e * x**i).sum() for i, p in enumerate((a, b, c, d)))
    return (a, b, c, d), losses
