# %% [markdown]
# # One update a sample
#
# The line through the origin once more, `y_pred = x · w`, but w is now updated after **every single sample**, with the
# gradient of that sample's own loss:
#
# $$L_i = (x_i w - y_i)^2, \qquad w \leftarrow w - \eta\, \frac{dL_i}{dw}.$$
#
# One epoch is one pass through all samples, in their order. For xs = [1, 2, 3], ys = [2, 4, 6], w = 1 and a learning
# rate of 0.01 the first gradient is −2, and w is 1.02 when the second sample meets it: its gradient is −7.84. (From the
# post "Back-propagation and Autograd", its training loop, which lets autograd find the gradients.)

# %%
import torch  # noqa: F401


# %% Descent, sample by sample.
def train(
    xs: list[float], ys: list[float], w: float, learning_rate: float, n_epochs: int
) -> tuple[float, list[float], list[float]]:
    """xs, ys: N samples each. Returns three things:

    the last w; the losses: of each epoch, its last sample's loss as it was before that sample's update (n_epochs
    numbers); the gradients: every sample's in order, one epoch after the other (N · n_epochs numbers).
    """
    raise NotImplementedError


# %% Try it: the first gradients should be −2, −7.84, −16.2288.
if __name__ == "__main__":
    w, losses, grads = train([1.0, 2.0, 3.0], [2.0, 4.0, 6.0], w=1.0, learning_rate=0.01, n_epochs=10)
    print(w, losses, grads[:3], sep="\n")
