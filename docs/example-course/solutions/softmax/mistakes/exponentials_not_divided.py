"""Your entries are the exponentials themselves, up to a factor: they do not add up to 1. Divide each by their sum."""

kind = "wrong_formula"


def softmax(x):
    return (x - x.max()).exp()
