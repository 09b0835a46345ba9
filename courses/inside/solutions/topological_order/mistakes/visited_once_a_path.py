"""You ask about the parents of a node each time that you come to it, and there can be more paths to it than anyone
can count. Remember in a set which nodes you have met, before you ask."""

kind = "extra_step"


def order(root, parents):
    found, stack = {}, [root]
    while stack:
        node = stack.pop()
        new = [parent for parent in parents(node) if parent not in found]
        stack.extend([node, *new] if new else ())
        if not new:
            found[node] = True
    return list(found)
