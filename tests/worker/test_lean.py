"""torch.autograd.grad with a cotangent, without sympy and otherwise as ever."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import sys, torch
from grader.worker.lean import compare_shapes_plainly
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


def test_nothing_is_imported_and_wrong_shapes_are_still_refused():
    command = [sys.executable, "-P", "-W", "ignore", "-c", CODE]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("Mismatch in shape") == 2
