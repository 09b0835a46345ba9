def order(root, parents):
    result = []
    seen = {root}
    stack = [(root, iter(parents(root)))]
    while len(stack) > 0:
        node, it = stack[-1]
        nxt = None
        for p in it:
            if p and p not in seen:
                nxt = p
                break
        if nxt is None:
            result.append(node)
            stack.pop()
        else:
            seen.add(nxt)
            stack.append((nxt, iter(parents(nxt))))
    return result
