import torch
from tqdm import tqdm
import matplotlib.pyplot as plt
from matplotlib.animation import FuncAnimation
class LivePlot:
    def __init__(self):
        self.fig, self.axes = plt.subplots(2, 2)
        (self.line,) = self.axes[0, 0].plot([], [])
        for ax in self.axes.flat: ax.grid(True)
        self.ani = FuncAnimation(self.fig, lambda i: None)
    def __call__(self, xs): self.line.set_data(range(len(xs)), xs); plt.pause(0.001)
def fit(x, y, params, learning_rate, n_steps):
    live = LivePlot()
    p = torch.stack(tuple(params)).clone()
    B = torch.stack([x ** k for k in range(4)])
    out = []
    bar = tqdm(range(n_steps), total=n_steps)
    for i, t in enumerate(bar):
        r = p @ B - y
        out.append(r.square().sum().item())
        p -= learning_rate * 2 * (B @ r)
        if bar.n % 10 == 0: bar.write(f"{bar.n:5d} {out[-1]:.2f}")
        live(out)
    return tuple(p[i] for i in range(4)), out
