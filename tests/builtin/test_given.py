"""What the course hands to students."""

from __future__ import annotations

from typing import Any

import torch

from grader.courses.find import builtin, load

GIVEN = load(builtin()).given


def built(name: str, builder: str, **kwargs):
    namespace: dict[str, Any] = {"__name__": "given"}
    exec(GIVEN[name], namespace)
    return namespace[builder](**kwargs)


def test_the_resnet_has_torchvisions_names_and_shapes() -> None:
    state = built("resnet", "resnet18").state_dict()
    assert len(state) == 122
    shapes = {name: tuple(value.shape) for name, value in state.items()}
    assert shapes["conv1.weight"] == (64, 3, 7, 7)
    assert shapes["layer2.0.downsample.0.weight"] == (128, 64, 1, 1)
    assert shapes["layer4.1.bn2.running_var"] == (512,)
    assert shapes["layer4.1.bn2.num_batches_tracked"] == ()
    assert shapes["fc.weight"] == (1000, 512)
    assert sum(p.numel() for p in built("resnet", "resnet18").parameters()) == 11_689_512


def test_a_narrow_resnet_has_the_same_layout() -> None:
    narrow = built("resnet", "resnet18", width=8, num_classes=5)
    assert list(narrow.state_dict()) == list(built("resnet", "resnet18").state_dict())
    assert narrow(torch.zeros(2, 3, 64, 64)).shape == (2, 5)


def test_nothing_given_leads_to_an_answer() -> None:
    for text in GIVEN.values():
        for word in (b"solution", b"mistake", b"requires_grad", b"backward", b"grader"):
            assert word not in text
