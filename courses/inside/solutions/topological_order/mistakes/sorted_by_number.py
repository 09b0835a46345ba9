"""You return the nodes sorted by their numbers. The numbers are names and say nothing: what was made first may have
the largest one."""

kind = "wrong_operand"

right = order


def order(root, parents):
    return sorted(right(root, parents))
