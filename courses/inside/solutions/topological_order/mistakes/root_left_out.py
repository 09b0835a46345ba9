"""root itself is not in your list. It depends on itself too: it is the last one."""

kind = "off_by_one"

right = order


def order(root, parents):
    return right(root, parents)[:-1]
