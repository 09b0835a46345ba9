from torch import nn


def sums(x, y, z=None):
    return [x + y, x + z]


class PartialLoss:
    criterion = nn.MSELoss()

    def __call__(self, w_frozen, w, x, y):
        return self.criterion(w_frozen.clone().detach() * w * x, y)


partial_loss = PartialLoss()
