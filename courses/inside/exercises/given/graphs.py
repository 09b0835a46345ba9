"""Graphs to put in order: `graph(kind, nodes, seed)` gives the function `parents`. Nodes are integers in no order."""

import random


def graph(kind, nodes, seed):
    """kind: of `KINDS`. Returns parents(node) -> tuple of nodes, perhaps with the same one twice. `parents.root` is the
    node to begin with; there may be nodes that it does not depend on."""
    chance = random.Random(seed)
    labels = chance.sample(range(-10 * nodes, 10 * nodes), nodes)
    if kind == "chain" and nodes > 1 and 0 not in labels:  # a node like any other, which `if node` leaves out
        labels[nodes // 2] = 0
    table = {}
    for i in range(nodes):
        before = KINDS[kind](i, chance)
        chance.shuffle(before)
        table[labels[i]] = tuple([labels[j] for j in before])

    def parents(node):
        return table[node]

    parents.root = labels[nodes - 1 - nodes // 8] if kind == "woven" else labels[-1]
    return parents


def chain(i, chance):
    return [i - 1] if i else []


def diamond(i, chance):
    return [[], [0], [0], [1, 2]][i]


def layered(i, chance):
    """Layers of ten, each node made of the whole layer before: 10 ** 29 paths in 300 nodes."""
    layer = i // 10
    return [10 * (layer - 1) + j for j in range(10)] if layer else []


def woven(i, chance):
    """Up to four earlier nodes, near ones and far ones, and the same one twice at times."""
    near = [max(0, i - 1 - chance.randrange(4)) for _ in range(chance.randrange(3))]
    far = [chance.randrange(i) for _ in range(chance.randrange(3))] if i else []
    return near + far if i else []


def long_and_short(i, chance):
    """A chain, and from every node an edge to the first one."""
    return [i - 1, 0] if i > 1 else [0] if i else []


KINDS = {f.__name__: f for f in (chain, diamond, layered, woven, long_and_short)}
