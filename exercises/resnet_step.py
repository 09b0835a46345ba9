# %% [markdown]
# # One training step of a ResNet
#
# The four lines in which a network learns: images go through a ResNet-18, an error is made of what comes out, its
# gradient goes back through all the layers, and an optimizer moves every parameter. With prediction = model(data),
#
# $$L = \sum_{i,k} (\text{prediction}_{ik} - \text{labels}_{ik}), \qquad w \leftarrow w - 0.01\, \frac{dL}{dw},$$
#
# which is the first step of SGD with learning rate 0.01 and momentum 0.9, taken once, over all 62 parameters.
#
# For N images each entry of fc.bias has the gradient N, so for N = 2 the step takes 0.02 from it. (From the post
# "PyTorch tutorial - 02 autograd", its section on usage in PyTorch.)

# %%
import torch
from torch import Tensor, nn


# %% One step, in place.
def train_step(model: nn.Module, data: Tensor, labels: Tensor) -> float:
    """Changes the model's parameters. It is in training mode, and no parameter has a .grad yet.

    data: (N, 3, 64, 64), at least two images. labels: (N, num_classes). Returns the loss as it was before the update.
    """
    raise NotImplementedError


# %% Try it: every entry of fc.bias should fall by 0.02.
if __name__ == "__main__":
    from given.resnet import resnet18

    torch.manual_seed(0)
    model = resnet18()
    before = model.fc.bias.detach().clone()
    print(train_step(model, torch.rand(2, 3, 64, 64), torch.rand(2, 1000)))
    print((model.fc.bias.detach() - before)[:5])
