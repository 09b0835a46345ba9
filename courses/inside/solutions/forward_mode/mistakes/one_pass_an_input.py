"""Your jvp calls f once for every input and adds up. One pass is enough: tangents add up by themselves, so let
every input start with its own entry of vs."""

kind = "extra_step"


def jvp(f, xs, vs):
    total = 0.0
    for i in range(len(xs)):
        total += f(*[Dual(x, vs[i] if i == j else 0.0) for j, x in enumerate(xs)]).tangent
    return total
