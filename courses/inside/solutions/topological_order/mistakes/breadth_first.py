"""You collect the nodes in the order in which they are met, level by level or one path after the other. A node that is
one step away from root and also four then comes on the wrong side of those that were made of it in between: put a node
into the list when all its parents are in it."""

kind = "order_of_statements"


def order(root, parents):
    found, seen = [root], {root}
    for node in found:
        for parent in parents(node):
            if parent not in seen:
                seen.add(parent)
                found.append(parent)
    return found[::-1]
