"""You collect the nodes by their shortest distance from root. A node that is one step away and also four comes too
late for those that were made of it in between: what counts is that all its uses come after it."""

kind = "order_of_statements"


def order(root, parents):
    found, seen = [root], {root}
    for node in found:
        for parent in parents(node):
            if parent not in seen:
                seen.add(parent)
                found.append(parent)
    return found[::-1]
