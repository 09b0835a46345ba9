"""A node that several others were made of stands in your list several times. Once is enough: at its place before
the first node that needs it."""

kind = "extra_step"


right = order


def order(root, parents):
    known = {}

    def remembering(node):
        if node not in known:
            known[node] = parents(node)
        return known[node]

    found = []
    for node in right(root, remembering):
        found += [*known[node], node]
    return found
