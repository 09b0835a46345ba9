"""A node that several others were made of stands in your list several times. Once is enough: at its place before the
first node that needs it."""

kind = "extra_step"


def order(root, parents):
    found = []
    known = {}

    def asked(node):
        if node not in known:
            known[node] = parents(node)
        return known[node]

    stack = [(root, iter(asked(root)))]
    while stack and len(found) < 400_000:
        node, rest = stack[-1]
        parent = next(rest, None)
        if parent is None:
            found.append(node)
            stack.pop()
        else:
            stack.append((parent, iter(asked(parent))))
    return found
