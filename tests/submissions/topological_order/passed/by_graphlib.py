import graphlib, functools
def order(root, parents):
    ask = functools.cache(parents)
    ts, todo, seen = graphlib.TopologicalSorter(), [root], set()
    while todo:
        n = todo.pop()
        if n not in seen:
            seen.add(n); ts.add(n, *ask(n)); todo += ask(n)
    return list(ts.static_order())
