"""torch without its compiler until something is compiled, and with all of it from then on."""

from __future__ import annotations

import subprocess
import sys

WITHOUT = """
import sys, torch
from grader.worker import compiler
compiler.stand_by()
compiler.stand_by()
model, x = torch.nn.Linear(2, 1), torch.ones(3, requires_grad=True)
for kind in (torch.optim.SGD, torch.optim.Adam, torch.optim.RMSprop):
    optimizer = kind(model.parameters(), lr=0.1)
    model(torch.ones(3, 2)).sum().backward()
    optimizer.step()
    optimizer.load_state_dict(optimizer.state_dict())
    optimizer.zero_grad()
from torch.utils.checkpoint import checkpoint
for reentrant in (True, False):
    checkpoint(torch.sin, x, use_reentrant=reentrant).sum().backward()
assert torch.allclose(x.grad, 2 * x.cos())
f = lambda t: (t**3).sum()
assert torch.equal(torch.func.grad(f)(torch.full((2,), 2.0)), torch.full((2,), 12.0))
torch.func.hessian(f)(torch.ones(2)), torch.func.vjp(f, torch.ones(2))[1](torch.tensor(1.0))
torch.func.jvp(f, (torch.ones(2),), (torch.ones(2),))
assert not torch.compiler.is_compiling()
assert "torch._dynamo.eval_frame" not in sys.modules, "the compiler was imported all the same"
"""
COMPILED = """
held = torch._dynamo
counted = []
def backend(graph, inputs):
    counted.append(graph)
    return graph.forward
assert torch.equal(torch.compile(lambda t: t * 2 + 1, backend=backend)(torch.ones(2)), torch.full((2,), 3.0))
assert counted, "nothing was compiled"
import torch._dynamo.eval_frame
assert torch._dynamo is held and held.optimize is torch._dynamo.eval_frame.optimize
assert held.compiled_autograd is sys.modules["torch._dynamo.compiled_autograd"]
assert held.disable.__module__ == "torch._dynamo.decorators"
optimizer.step(), torch.func.grad(f)(torch.ones(2))
"""
ASKED = (
    "torch._dynamo.compiled_autograd._enable",
    "torch.compiler.disable(len)",
)


def run(code: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-W", "ignore", "-c", code]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


def test_it_stands_by_and_is_all_there_once_something_is_compiled() -> None:
    done = run(WITHOUT + COMPILED)
    assert done.returncode == 0, done.stderr


def test_whatever_else_is_asked_of_it_it_answers_itself() -> None:
    start = "import os, sys, torch\nfrom grader.worker import compiler\ncompiler.stand_by()\n"
    there = 'os._exit("torch._dynamo.eval_frame" not in sys.modules)'
    forks = "".join(
        f"if not (child := os.fork()):\n    {each}\n    {there}\nassert os.waitpid(child, 0)[1] == 0, {each!r}\n"
        for each in ASKED
    )
    done = run(start + forks)
    assert done.returncode == 0, done.stderr
