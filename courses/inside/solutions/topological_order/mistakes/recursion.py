"""Your function calls itself once for each node on the way, and Python allows about 1,000 calls inside of one
another: a long chain ends in a RecursionError. Keep a stack of your own."""

kind = "crash"


def order(root, parents):
    found, seen = [], set()

    def visit(node):
        seen.add(node)
        for parent in parents(node):
            if parent not in seen:
                visit(parent)
        found.append(node)

    visit(root)
    return found
