"""Your loss adds the squares up where the exercise asks for their mean: it grows with the number of samples. Have a
look at the 1/N in front of the sum."""

kind = "reduction"


def loss(y, y_pred):
    return ((y_pred - y) ** 2).sum()
