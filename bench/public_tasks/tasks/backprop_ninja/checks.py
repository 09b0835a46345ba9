import numpy as np
import torch
from checkout import GRADIENTS, VALUES
from port import same_gradient

from grader import Exercise, any_of, dict_of, sizes, tensor

exercise = Exercise("26 gradients by hand", ("torch",), {"gradients": dict_of(tensor)}, forbids_names=("backward",))
HOLDS = {f"d{name}": f"cmp#{i + 1}" for i, name in enumerate(GRADIENTS)}


def forward(C, W1, b1, W2, b2, gain, bias, x, y):
    """Every step of the pass forwards, by name; the loss comes last."""
    n, emb = len(y), C[x]
    v = {"C": C, "W1": W1, "b1": b1, "W2": W2, "b2": b2, "bngain": gain, "bnbias": bias, "emb": emb}
    flat = v["embcat"] = emb.view(n, -1)
    before = v["hprebn"] = flat @ W1 + b1
    mean = v["bnmeani"] = before.sum(0, keepdim=True) / n
    off = v["bndiff"] = before - mean
    square = v["bndiff2"] = off**2
    var = v["bnvar"] = square.sum(0, keepdim=True) / (n - 1)
    inverse = v["bnvar_inv"] = (var + 1e-5) ** -0.5
    raw = v["bnraw"] = off * inverse
    normed = v["hpreact"] = gain * raw + bias
    h = v["h"] = normed.tanh()
    logits = v["logits"] = h @ W2 + b2
    top = v["logit_maxes"] = logits.max(1, keepdim=True).values
    lower = v["norm_logits"] = logits - top
    counts = v["counts"] = lower.exp()
    total = v["counts_sum"] = counts.sum(1, keepdim=True)
    share = v["counts_sum_inv"] = total**-1
    probs = v["probs"] = counts * share
    logprobs = v["logprobs"] = probs.log()
    return v, -logprobs[range(n), y].mean()


def problem(data, n, letters, width, hidden, scale):
    """What an answer is given, and autograd's gradients."""
    context = 3
    shapes = (
        (letters, width),
        (context * width, hidden),
        (hidden,),
        (hidden, letters),
        (letters,),
        (1, hidden),
        (1, hidden),
    )
    parts = [torch.from_numpy(scale * data.normal(*shape)).float().requires_grad_() for shape in shapes]
    x, y = (torch.from_numpy(data.integers(0, letters, *shape)) for shape in ((n, context), (n,)))
    values, loss = forward(*parts, x, y)
    for each in values.values():
        each.retain_grad()
    loss.backward()
    given = {"n": n, "Xb": x.numpy(), "Yb": y.numpy()} | {k: v.detach().numpy() for k, v in values.items()}
    return [given[name] for name in VALUES], {k: v.grad.numpy() for k, v in values.items()}


def one_gradient(name):
    def check(student, solution, data, *case):
        given, right = problem(data, *case)
        found = student.gradients(*given)
        largest = max(float(np.abs(each).max()) for each in right.values())
        mine = found.get(name, np.zeros(0))
        if name == "bnmeani":  # the published answer has no first dimension there
            mine = np.atleast_2d(mine)
        same_gradient(mine, right[name], f"d{name}", True, 1e-7 * largest)

    check.__name__, check.__doc__ = f"d{name}", f"The gradient by {name} is autograd's."
    return check


for each in GRADIENTS:
    cases = (32, 27, 10, 64, 0.3), (sizes(2, 9), sizes(2, 9), sizes(1, 6), sizes(1, 6), any_of(0.5, 1.0))
    exercise.check(points=1, cases=cases)(one_gradient(each))
