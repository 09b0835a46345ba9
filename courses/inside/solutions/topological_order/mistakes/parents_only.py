"""Your list stops at the parents of root. They have parents too, and so on to the nodes that were made of
nothing."""

kind = "off_by_one"


def order(root, parents):
    return [*dict.fromkeys(parents(root)), root]
