from collections import deque


def order(root, parents):
    table, waiting = {}, deque([root])
    while waiting:
        node = waiting.popleft()
        if node not in table:
            table[node] = set(parents(node))
            waiting.extend(p for p in table[node] if p not in table)
    children = {node: [] for node in table}
    for node, above in table.items():
        for parent in above:
            children[parent].append(node)
    left = {node: len(above) for node, above in table.items()}
    ready = [node for node, n in left.items() if n == 0]
    found = []
    while ready:
        node = ready.pop()
        found.append(node)
        for child in children[node]:
            left[child] -= 1
            if left[child] == 0:
                ready.append(child)
    return found
