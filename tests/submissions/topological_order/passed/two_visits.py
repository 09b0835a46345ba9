def order(root, parents):
    out, state, stack = [], {}, [root]
    while stack:
        node = stack[-1]
        if state.get(node) is None:
            state[node] = parents(node)
            stack.extend(p for p in reversed(state[node]) if p not in state)
        else:
            stack.pop()
            if state[node] != "done":
                state[node] = "done"
                out.append(node)
    return out
