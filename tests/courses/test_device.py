"""Which device is chosen, and the message where it is not available. These tests need no GPU."""

from __future__ import annotations

import pytest
import torch

from grader.courses.device import chosen_device
from grader.errors import UsageError
from grader.sandbox import gpu
from grader.sandbox.gpu import Card, DriverAnswer

TWO = DriverAnswer((Card("GPU-a", "0000:65:00.0", "One"), Card("GPU-b", "0000:17:00.0", "Two")))


@pytest.fixture
def machine(monkeypatch):
    """A machine where CUDA finds these cards, with a torch built for CUDA or not."""

    def has(found: DriverAnswer, built: str | None = "13.0") -> None:
        monkeypatch.setattr(gpu, "find", lambda: found)
        monkeypatch.setattr(gpu, "has_driver", lambda: True)
        monkeypatch.setattr(torch.version, "cuda", built)

    return has


def test_the_first_card_or_the_one_named(machine, course) -> None:
    machine(TWO)
    clamp = [course.exercises["clamp_mlp"]]
    assert [chosen_device(wanted, clamp) for wanted in ("auto", "cuda", "cuda:1", "cpu")] == [
        *("cuda:0", "cuda:0", "cuda:1", "cpu")
    ]
    assert chosen_device("auto", [course.exercises["mse_gradient"]]) == "cpu"


@pytest.mark.parametrize(
    ("found", "built", "why"),
    [
        (DriverAnswer(obstacle="no NVIDIA driver: there is no /dev/nvidiactl"), "13.0", "no NVIDIA driver"),
        (DriverAnswer(obstacle="unknown error (CUDA error 999)"), "13.0", "CUDA error 999"),
        (TWO, None, "built without CUDA"),
    ],
)
def test_without_a_card_one_line_says_why_and_auto_takes_the_processor(found, built, why, machine, course) -> None:
    machine(found, built)
    clamp = [course.exercises["clamp_mlp"]]
    with pytest.raises(UsageError, match=f"no CUDA device here.*{why}.*--device cpu"):
        chosen_device("cuda", clamp)
    assert chosen_device("auto", clamp) == "cpu"


def test_a_card_past_the_last_is_refused(machine, course) -> None:
    machine(TWO)
    with pytest.raises(UsageError, match="--device cuda:2: this machine has 2 CUDA"):
        chosen_device("cuda:2", [course.exercises["clamp_mlp"]])


def test_choosing_a_device_starts_no_cuda(course) -> None:
    """Workers are forked from processes that have not; and this one would hold some of the card's memory."""
    chosen_device("auto", [course.exercises["clamp_mlp"]])
    assert not torch.cuda.is_initialized()
