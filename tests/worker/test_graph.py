"""What autograd has recorded, as a worker describes it."""

from __future__ import annotations

import msgspec
import pytest
import torch

from grader.worker.graph import MOST_NODES, read, recording


def described(output: object, **kept: torch.Tensor) -> list[tuple[str, str, int, list[int]]]:
    found = read(recording(output, dict(enumerate(kept.values(), 1))))
    return [(node.name, node.kind, node.number, node.inputs) for node in found.nodes]


def test_leaves_are_numbered_and_what_is_not_tracked_is_listed_too() -> None:
    x, w, frozen = torch.ones(3), torch.ones(3, requires_grad=True), torch.ones(3, requires_grad=True)
    loss = (x * frozen.detach() * w).mean()
    assert described(loss, frozen=frozen, w=w) == [
        ("MeanBackward0", "operation", 0, [1]),
        ("MulBackward0", "operation", 0, [2, 3]),
        ("", "untracked", 0, []),
        ("", "leaf", 2, []),
    ]


def test_a_leaf_that_is_used_twice_is_one_node() -> None:
    w = torch.ones(3, requires_grad=True)
    assert described(w * w)[0][3] == [1, 1]


@pytest.mark.parametrize("output", [torch.ones(3), 3.0, None, torch.ones(3, requires_grad=True)])
def test_a_result_without_history_has_no_nodes(output) -> None:
    assert described(output) == []


def test_a_long_history_is_cut_next_to_the_result() -> None:
    x = torch.ones(1, requires_grad=True)
    for _ in range(200):
        x = x.sin()
    found = read(recording(x, {}))
    assert (len(found.nodes), found.whole) == (MOST_NODES, False)
    assert found.nodes[-1].inputs == []


@pytest.mark.parametrize(
    "forged",
    [
        "", "[]", "{}", '{"nodes": [["a", "operation", 0, [1]]]}', '{"nodes": [["a", "operation", 0, [-1]]]}',
        '{"nodes": [["a", "<script>", 0, []]]}', '{"nodes": [["' + "a" * 200 + '", "leaf", 0, []]]}',
        '{"nodes": [' + ", ".join(['["a", "leaf", 0, []]'] * (MOST_NODES + 1)) + "]}",
    ],
)  # fmt: skip
def test_a_forged_description_is_refused(forged) -> None:
    with pytest.raises(msgspec.MsgspecError):
        read(forged)
