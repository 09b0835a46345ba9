import math

import torch

x = torch.linspace(-math.pi, math.pi, 200)
y = torch.sin(x)
a, b = torch.randn(()), torch.randn(())
for t in range(200):
    error = a + b * x - y
    a -= 1e-4 * 2 * error.sum()
    b -= 1e-4 * 2 * (error * x).sum()
