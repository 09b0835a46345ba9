"""Autograd graphs as pictures: what was computed first is at the top, the result at the bottom, as PyTorch's own
documentation draws them. The template draws what is laid out here."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from grader.language import N_
from grader.language import gettext as _
from grader.outcomes.outcome import Graph, Graphs, Node

HEIGHT, GAP, LAYER = 28, 14, 56
"""A node's height, the room between two, and from one layer to the next, in the SVG's units (pixels at full size)."""
LETTER, MARGIN = 7.3, 22
"""The width of a letter, and what a node has beside its letters."""


@dataclass(frozen=True)
class Box:
    """A node: its centre, its width, and where the two graphs part."""

    x: float
    y: float
    width: float
    words: str
    kind: str
    parts: bool


@dataclass(frozen=True)
class Drawing:
    """One graph. edges: SVG path data, in the direction of the computation. lines: the graph in words, a node each."""

    name: str
    width: float
    height: float
    boxes: list[Box]
    edges: list[str]
    lines: list[str]
    whole: bool


@dataclass(frozen=True)
class GraphPair:
    """said: where the two part, in a sentence. same: they do not."""

    drawings: list[Drawing]
    said: str
    same: bool


def graph_pair(graphs: Graphs) -> GraphPair:
    place = parting(graphs.actual, graphs.expected)
    mine, theirs = place if place else (None, None)
    return GraphPair(
        [_drawing(_("Yours"), graphs.actual, mine), _drawing(_("Expected"), graphs.expected, theirs)],
        _said(graphs, place),
        place is None,
    )


def parting(a: Graph, b: Graph) -> tuple[int | None, int | None] | None:
    """The first nodes, from the result backwards, that are not alike; None for one that is not there. None for graphs
    that are the same as far as they are known."""
    if not a.nodes or not b.nodes:
        return None if not a.nodes and not b.nodes else (0 if a.nodes else None, 0 if b.nodes else None)
    waiting, seen = [(0, 0)], {(0, 0)}
    for i, j in waiting:  # it grows as it is walked
        x, y = a.nodes[i], b.nodes[j]
        if (x.kind, x.name) != (y.kind, y.name) or (len(x.inputs) != len(y.inputs) and a.whole and b.whole):
            return i, j
        pairs = [pair for pair in zip(x.inputs, y.inputs, strict=False) if pair not in seen]
        seen.update(pairs)
        waiting += pairs
    return None


def _said(graphs: Graphs, place: tuple[int | None, int | None] | None) -> str:
    if place is None:
        return _("Autograd has recorded the same operations for your result as for the reference's.")
    if place[0] is None:
        return _("Autograd has recorded nothing for your result, so no gradient can flow back from it.")
    if place[1] is None:
        return _("Autograd has recorded operations for your result, but the reference leaves no graph.")
    mine, theirs = graphs.actual.nodes[place[0]], graphs.expected.nodes[place[1]]
    if mine.kind == "untracked":
        said = N_(
            "The graphs differ at the outlined node: yours is no longer tracked there, and the "
            "reference has %(theirs)s."
        )
        return _(said, theirs=_words(theirs))
    if theirs.kind == "untracked":
        said = N_(
            "The graphs differ at the outlined node: yours tracks %(mine)s, and the reference tracks nothing there."
        )
        return _(said, mine=_words(mine))
    if mine.name == theirs.name:
        return _(
            "The graphs differ at the outlined %(mine)s: in the reference it is computed from other values.",
            mine=_words(mine),
        )
    said = N_("The graphs differ at the outlined node: yours has %(mine)s, the reference has %(theirs)s.")
    return _(said, mine=_words(mine), theirs=_words(theirs))


def _words(node: Node) -> str:
    if node.kind == "untracked":
        return _("not tracked")
    return _(node.name) or (_("another leaf") if node.kind == "leaf" else _("an operation"))


def _drawing(name: str, graph: Graph, part: int | None) -> Drawing:
    layers = _layers(graph)
    widths = [len(_words(node)) * LETTER + MARGIN for node in graph.nodes]
    across = [sum(widths[i] for i in layer) + GAP * (len(layer) - 1) for layer in layers]
    total, places = max(across, default=0.0) + 6, {}
    for depth, layer in enumerate(layers):
        x = (total - across[depth]) / 2
        for i in layer:
            places[i] = (x + widths[i] / 2, (len(layers) - 1 - depth) * LAYER + HEIGHT / 2 + 3)
            x += widths[i] + GAP
    return Drawing(
        name=name,
        width=round(total, 1),
        height=max(len(layers) - 1, 0) * LAYER + HEIGHT + 6,
        boxes=[_box(node, places[i], widths[i], i == part) for i, node in enumerate(graph.nodes)],
        edges=[_edge(places[j], places[i]) for i, node in enumerate(graph.nodes) for j in node.inputs],
        lines=[line for node in graph.nodes if (line := _line(graph, node))],
        whole=graph.whole,
    )


def _box(node: Node, place: tuple[float, float], width: float, parts: bool) -> Box:
    return Box(round(place[0], 1), round(place[1], 1), round(width, 1), _words(node), node.kind, parts)


def _edge(source: tuple[float, float], target: tuple[float, float]) -> str:
    x, y, u, v = source[0], source[1] + HEIGHT / 2, target[0], target[1] - HEIGHT / 2 - 5
    middle = (y + v) / 2
    return f"M{x:.1f} {y:.1f}C{x:.1f} {middle:.1f} {u:.1f} {middle:.1f} {u:.1f} {v:.1f}"


def _line(graph: Graph, node: Node) -> str:
    sources = ", ".join(_words(graph.nodes[j]) for j in node.inputs)
    return f"{_words(node)} ← {sources}" if sources else ""


def _layers(graph: Graph) -> list[list[int]]:
    """The nodes by their longest way to the result, each layer in an order that crosses few edges. A graph from a
    student's process may have cycles: no way is longer than there are nodes."""
    depth = [0] * len(graph.nodes)
    for _round in range(len(graph.nodes)):
        deeper = [
            (j, depth[i] + 1)
            for i, node in enumerate(graph.nodes)
            for j in node.inputs
            if j and depth[j] <= depth[i] < len(graph.nodes) - 1
        ]
        for j, below in deeper:
            depth[j] = max(depth[j], below)
        if not deeper:
            break
    layers: list[list[int]] = [[] for _ in range(max(depth, default=-1) + 1)]
    for i, layer in enumerate(depth):
        layers[layer].append(i)
    layers = [layer for layer in layers if layer]
    for users, members in itertools.pairwise(layers):
        members.sort(key=lambda j, users=users: _middle(graph, users, j))  # type: ignore[misc]
    return layers


def _middle(graph: Graph, above: list[int], j: int) -> float:
    """Where the users of node j are in the layer before."""
    users = [
        place + graph.nodes[i].inputs.index(j) / 100 for place, i in enumerate(above) if j in graph.nodes[i].inputs
    ]
    return sum(users) / len(users) if users else len(above)
