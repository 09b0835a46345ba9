"""Softmax by hand: exp(x) over its sum along `dim`, also for numbers as large as 1000."""


def my_softmax(x, dim):
    raise NotImplementedError
