"""Your loss is half the mean of the squares: a ½ in front is a common convention, but then the 2 in the gradient would
go as well. Here both the loss and its gradient are taken as the formulas have them."""

kind = "factor"


def loss(y, y_pred):
    return ((y_pred - y) ** 2).mean() / 2
