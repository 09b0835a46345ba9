import torch
from torchviz import make_dot
import japanize_matplotlib
import seaborn as sns
sns.set_theme(style="whitegrid")

def loss_and_grad(x, y, w):
    w = w.detach().clone().requires_grad_(True)
    loss = (w * x - y) ** 2
    make_dot(loss, params={"w": w}).render("graph", format="png")
    loss.backward()
    return loss, w.grad
