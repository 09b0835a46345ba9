"""Your functions fail for a plain number: f may use them on its constants, as in x * cos(2.0). Give a plain number
back."""

kind = "crash"


def cos(x):
    return Dual(math.cos(x.value), -math.sin(x.value) * x.tangent)


def log(x):
    return Dual(math.log(x.value), x.tangent / x.value)


def sin(x):
    return Dual(math.sin(x.value), math.cos(x.value) * x.tangent)


def exp(x):
    return Dual(math.exp(x.value), math.exp(x.value) * x.tangent)
