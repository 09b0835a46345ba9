"""Your gradients of gain and bias are means over the rows. Every row adds its part to the loss, so they are sums;
if the loss is a mean, dout has the division in it already."""

kind = "reduction"


def over_rows(terms):
    return terms.mean(axis=tuple(range(terms.ndim - 1)))
