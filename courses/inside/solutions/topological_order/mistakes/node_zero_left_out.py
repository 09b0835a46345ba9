"""The node 0 is missing, and so is what only it leads to: for Python 0 is false, so `if parent` takes it for nothing.
Ask whether a node has been met, with `in`."""

kind = "other"


def order(root, parents):
    found, seen = [], {root}
    stack = [(root, iter(parents(root)))]
    while stack:
        node, rest = stack[-1]
        parent = next((p for p in rest if p and p not in seen), None)
        if parent is None:
            found.append(node)
            stack.pop()
        else:
            seen.add(parent)
            stack.append((parent, iter(parents(parent))))
    return found
