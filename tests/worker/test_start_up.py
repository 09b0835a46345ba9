"""torch.autograd.grad with a cotangent, without sympy and otherwise unchanged; forks and convolutions made cheap."""

from __future__ import annotations

import subprocess
import sys

import torch

from grader.worker import start_up

CODE = """
import sys, torch
from grader.worker.start_up import compare_shapes_plainly
compare_shapes_plainly()
compare_shapes_plainly()
x = torch.ones(3, requires_grad=True)
assert torch.equal(torch.autograd.grad(x * x, x, torch.full((3,), 5.0))[0], torch.full((3,), 10.0))
(x * x).backward(torch.ones(3))
assert torch.autograd.gradcheck(lambda t: t.sin(), (torch.ones(2, dtype=torch.float64, requires_grad=True),))
assert "sympy" not in sys.modules, "imported all the same"
assert torch.equal(torch.autograd.grad((x * x).sum(), x)[0], torch.full((3,), 2.0))
for wrong in (torch.ones(4), torch.ones(1, 3), 1.0):
    try:
        torch.autograd.grad(x * x, x, wrong)
    except (RuntimeError, TypeError) as error:
        print(type(error).__name__, str(error)[:40])
    else:
        raise AssertionError(wrong)
"""


def test_nothing_is_imported_and_wrong_shapes_are_still_refused() -> None:
    command = [sys.executable, "-P", "-W", "ignore", "-c", CODE]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("Mismatch in shape") == 2


COLLAPSED = """
from grader.worker.start_up import huge_pages
many = [bytearray([n]) * 300_000 for n in range(40)] + [str(n) for n in range(1_000_000)]
huge_pages()
assert all(set(many[n]) == {n} for n in range(40)) and many[-1] == "999999"
"""


def test_a_heap_in_huge_pages_holds_what_it_held() -> None:
    command = [sys.executable, "-P", "-c", COLLAPSED]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_convolutions_are_not_compiled_for_every_shape() -> None:
    code = "import torch; from grader.worker import start_up; start_up.no_compiled_kernels()"
    command = [sys.executable, "-P", "-c", f"{code}; print(torch.backends.mkldnn.enabled)"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.strip() == "False"


def test_a_gpu_would_compute_in_float32_and_alike_each_time() -> None:
    code = "import torch; from grader.worker import start_up; start_up.exact_on_a_gpu(); c = torch.backends.cudnn"
    code += "; print(c.allow_tf32, c.benchmark, c.deterministic, torch.cuda.is_initialized())"
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.split() == ["False", "False", "True", "False"]


def test_a_network_that_gets_a_state_is_built_without_random_numbers_and_torch_stays_as_it_was() -> None:
    before = dict(vars(torch.nn.init))
    with start_up.uninitialised():
        state = torch.get_rng_state()
        made = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 3), torch.nn.BatchNorm2d(4), torch.nn.Linear(4, 2))
        assert torch.equal(torch.get_rng_state(), state)
    assert dict(vars(torch.nn.init)) == before
    assert [tuple(p.shape) for p in made.parameters()] == [(4, 3, 3, 3), (4,), (4,), (4,), (2, 4), (2,)]
