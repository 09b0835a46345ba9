def walk(root, parents):
    """The recursive generator, run by a trampoline."""
    seen = {root}

    def visit(node):
        for p in parents(node):
            if p not in seen:
                seen.add(p)
                yield visit(p)
        yield node

    stack = [visit(root)]
    while stack:
        for step in stack[-1]:
            if isinstance(step, int):
                yield step
            else:
                stack.append(step)
                break
        else:
            stack.pop()


def order(root, parents):
    return list(walk(root, parents))
