"""Every input starts with the tangent 1 in your jvp, whatever vs is: the result is the sum of all partial
derivatives. Input i starts with vs[i]."""

kind = "argument_ignored"


def jvp(f, xs, vs):
    return f(*[Dual(x, 1.0) for x in xs]).tangent
