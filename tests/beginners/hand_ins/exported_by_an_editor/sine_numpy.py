# %%
from IPython import get_ipython
from IPython.display import display, Markdown
import os, sys
import numpy as np
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.append(HERE)
print("running", os.path.basename(__file__), len(sys.argv))

# %%
get_ipython().magic("matplotlib inline")
display(Markdown("## A cubic"))

# %%
def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        error = a + b * x + c * x**2 + d * x**3 - y
        losses.append(np.square(error).sum())
        a -= learning_rate * (2 * error).sum()
        b -= learning_rate * (2 * error * x).sum()
        c -= learning_rate * (2 * error * x**2).sum()
        d -= learning_rate * (2 * error * x**3).sum()
    return (a, b, c, d), losses

# %%
get_ipython().run_line_magic("pinfo", "fit")
