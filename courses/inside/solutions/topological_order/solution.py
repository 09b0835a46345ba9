"""Depth first with a stack of its own: a node is complete when the iterator over its parents has come to its end."""


def order(root, parents):
    found, seen = [], {root}
    stack = [(root, iter(parents(root)))]
    while stack:
        node, rest = stack[-1]
        for parent in rest:
            if parent not in seen:
                seen.add(parent)
                stack.append((parent, iter(parents(parent))))
                break
        else:
            found.append(node)
            stack.pop()
    return found
