"""Autograd graphs as pictures: what is drawn, how it is laid out, where it ends."""

from __future__ import annotations

import pytest
import report_samples as samples

from grader.outcomes.outcome import Graph, Graphs, Node
from grader.report.graphs import HEIGHT, graph_pair, parting

NOTHING = Graph([])
CASES = {
    "alike": (samples.EXPECTED_GRAPH, samples.EXPECTED_GRAPH, None),
    "recorded too much": (samples.TRACKED_GRAPH, samples.EXPECTED_GRAPH, (5, 5)),
    "recorded too little": (samples.EXPECTED_GRAPH, samples.TRACKED_GRAPH, (5, 5)),
    "nothing recorded": (NOTHING, samples.EXPECTED_GRAPH, (None, 0)),
    "nothing expected": (samples.EXPECTED_GRAPH, NOTHING, (0, None)),
    "nothing at all": (NOTHING, NOTHING, None),
    "other leaf": (samples.nodes("MmBackward0: 1; w1:"), samples.nodes("MmBackward0: 1; w2:"), (1, 1)),
    "more inputs": (samples.nodes("AddBackward0: 1 2; -:; -:"), samples.nodes("AddBackward0: 1; -:"), (0, 0)),
}


@pytest.mark.parametrize("name", CASES)
def test_the_first_node_that_differs_is_found_and_outlined_in_both(name) -> None:
    mine, theirs, place = CASES[name]
    assert parting(mine, theirs) == place
    pair = graph_pair(Graphs(mine, theirs))
    assert pair.same == (place is None)
    outlined = [[i for i, box in enumerate(drawing.boxes) if box.parts] for drawing in pair.drawings]
    assert outlined == [[i] if i is not None else [] for i in place or (None, None)]


def test_a_sentence_says_where_they_part() -> None:
    said = {name: graph_pair(Graphs(a, b)).said for name, (a, b, _) in CASES.items()}
    assert said["recorded too much"].endswith("yours tracks MulBackward0, and the reference tracks nothing there.")
    assert said["recorded too little"].endswith("yours is no longer tracked there, and the reference has MulBackward0.")
    assert said["nothing recorded"].startswith("Autograd has recorded nothing for your result")
    assert (
        said["more inputs"]
        == "The graphs differ at the outlined AddBackward0: in the reference it is computed from other values."
    )


def test_the_result_is_at_the_bottom_and_no_two_boxes_overlap() -> None:
    drawing = graph_pair(Graphs(samples.TRACKED_GRAPH, samples.EXPECTED_GRAPH)).drawings[0]
    assert drawing.boxes[0].y == max(box.y for box in drawing.boxes)
    for i, a in enumerate(drawing.boxes):
        assert 0 <= a.x - a.width / 2 <= a.x + a.width / 2 <= drawing.width
        assert HEIGHT / 2 <= a.y <= drawing.height - HEIGHT / 2
        for b in drawing.boxes[:i]:
            assert a.y != b.y or abs(a.x - b.x) >= (a.width + b.width) / 2


def test_a_leaf_that_is_used_twice_is_drawn_once() -> None:
    drawing = graph_pair(Graphs(samples.nodes("MulBackward0: 1 1; w:"), NOTHING)).drawings[0]
    assert (len(drawing.boxes), len(drawing.edges)) == (2, 2)
    assert drawing.lines == ["MulBackward0 ← w, w"]


@pytest.mark.parametrize("inputs", [[[1], [0]], [[0], [1]], [[1], [1]], [[1, 1], [0, 1]]])
def test_a_forged_graph_with_cycles_is_drawn_too(inputs) -> None:
    forged = Graph([Node(f"n{i}", "operation", sources) for i, sources in enumerate(inputs)])
    pair = graph_pair(Graphs(forged, samples.EXPECTED_GRAPH))
    assert len(pair.drawings[0].boxes) == 2
