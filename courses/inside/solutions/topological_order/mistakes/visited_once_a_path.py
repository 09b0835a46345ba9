"""You look at a node once for every path that leads to it, and there can be more paths than anyone can count. Remember
in a set which nodes you have met, before you ask about their parents."""

kind = "extra_step"


def order(root, parents):
    found, stack = [], [(root, iter(parents(root)))]
    while stack:
        node, rest = stack[-1]
        parent = next((parent for parent in rest if parent not in found), None)
        if parent is not None:
            stack.append((parent, iter(parents(parent))))
        else:
            stack.pop()
            if node not in found:
                found.append(node)
    return found
