"""You append a node when you first meet it, and then go on to its parents: so a node that comes a long way round is put
in before something that it was made of. Append it when all its parents are in the list."""

kind = "order_of_statements"


def order(root, parents):
    found, seen, stack = [], {root}, [root]
    while stack:
        node = stack.pop()
        found.append(node)
        for parent in parents(node):
            if parent not in seen:
                seen.add(parent)
                stack.append(parent)
    return found[::-1]
