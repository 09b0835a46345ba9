"""Reverse postorder of the children's graph; a tuple is returned as well as a list would be."""


def order(root, parents):
    graph = {}
    todo = [root]
    while todo:
        node = todo.pop()
        if node in graph:
            continue
        graph[node] = parents(node)
        todo += [p for p in graph[node] if p not in graph]
    depth = {}
    todo = [root]
    while todo:
        node = todo.pop()
        missing = [p for p in graph[node] if p not in depth]
        if missing:
            todo.append(node)
            todo.extend(missing)
        else:
            depth[node] = max([depth[p] for p in graph[node]], default=-1) + 1
    return tuple(sorted(depth, key=depth.get))
