# %% [markdown]
# # Freezing a network, and fine-tuning its last layer
#
# A ResNet-18 is to tell other classes apart than those that it was trained for. Its convolutions stay as they are;
# only its last layer, `fc`, is replaced and trained. With scores $z = \text{model}(\text{images})$ and labels $y$, the
# loss is the mean cross-entropy over the N images,
#
# $$L = -\frac{1}{N} \sum_i \log \frac{e^{z_{i, y_i}}}{\sum_k e^{z_{i, k}}},$$
#
# and each step of SGD with momentum is $v \leftarrow 0.9\, v + \nabla L$, then $w \leftarrow w - 0.01\, v$.
#
# For 10 classes, 2 of the 62 parameters are trainable: 512 · 10 + 10 = 5,130 numbers. (From the post "PyTorch tutorial
# - 02 autograd", its section on what is left out of the graph.)

# %%
import torch
from torch import Tensor, nn


# %% Freeze, and replace the last layer.
def freeze(model: nn.Module, num_classes: int) -> nn.Module:
    """Returns the model, or a changed copy, with every parameter frozen and a fresh trainable linear layer as `fc`.

    model: a ResNet whose model.fc is a linear layer, of 512 inputs at full width and of fewer in a narrow one.
    """
    raise NotImplementedError


# %% The optimizer.
def make_optimizer(model: nn.Module) -> torch.optim.Optimizer:
    """SGD with learning rate 0.01 and momentum 0.9 over what is trainable in a model that is frozen already."""
    raise NotImplementedError


# %% Train the last layer.
def finetune(model: nn.Module, data: Tensor, labels: Tensor, n_steps: int) -> list[float]:
    """Trains `fc` in place. The model is frozen already, has its new `fc`, and stays in training mode.

    data: (N, 3, 64, 64). labels: (N,), integers from 0 on. Returns the loss of every step as it was before that step's
    update.
    """
    raise NotImplementedError


# %% Try it: the losses should fall.
if __name__ == "__main__":
    from given.resnet import resnet18

    torch.manual_seed(0)
    model = freeze(resnet18(), num_classes=10)
    print([name for name, parameter in model.named_parameters() if parameter.requires_grad])
    print(finetune(model, torch.rand(4, 3, 64, 64), torch.randint(10, (4,)), n_steps=5))
