"""What a right answer uses, for edits that put something in, and which functions are neighbours."""

from __future__ import annotations

import ast
import itertools
from dataclasses import dataclass, field

_GROUPS = """
sum mean max min prod norm median amax amin
relu sigmoid tanh abs clamp softplus leaky_relu elu gelu exp sin cos
ReLU Sigmoid Tanh LeakyReLU ELU GELU Softplus Identity
mse_loss l1_loss smooth_l1_loss huber_loss cross_entropy nll_loss binary_cross_entropy
MSELoss L1Loss SmoothL1Loss HuberLoss CrossEntropyLoss BCELoss NLLLoss
SGD Adam RMSprop Adagrad AdamW Adadelta Adamax NAdam
sin cos tan sinh cosh tanh arctan
exp log sqrt square abs sign expm1 log1p
zeros ones rand randn empty full
zeros_like ones_like rand_like randn_like empty_like
float32 float64 float double float16 half
add_ sub_ mul_ div_
add sub mul div multiply divide subtract
mm matmul mul dot bmm outer
parameters children modules named_parameters
train eval
item detach tolist clone
minimum maximum
argmax argmin
floor ceil round trunc
append extend
"""
_NEIGHBOURS: dict[str, dict[str, None]] = {}
for _group in _GROUPS.split("\n"):
    for _one, _other in itertools.permutations(_group.split(), 2):
        _NEIGHBOURS.setdefault(_one, {})[_other] = None
MODULES = frozenset(["torch", "np", "numpy", "F", "nn", "optim", "math", "functional", "random"])
MEANS = ("sum", "mean", "item", "detach", "clone", "copy", "t")
"""Methods that a value may lack."""


def neighbours(name: str) -> list[str]:
    """Functions and attributes that are mistaken for this one."""
    return list(_NEIGHBOURS.get(name, ()))


@dataclass
class Vocabulary:
    """Of a solution. constants: literals, as they come. attributes: also of modules. calls: by what is called, its last
    name."""

    constants: list[ast.Constant] = field(default_factory=list)
    attributes: list[str] = field(default_factory=list)
    calls: dict[str, list[ast.Call]] = field(default_factory=dict)

    @classmethod
    def of(cls, tree: ast.Module) -> Vocabulary:
        words = cls()
        constants: dict[tuple[str, object], ast.Constant] = {}
        attributes: dict[str, None] = {}
        for node in ast.walk(tree):
            match node:
                case ast.Constant(value=int() | float() | bool() as value):
                    constants.setdefault((type(value).__name__, value), node)
                case ast.Attribute(attr=name):
                    attributes[name] = None
            if isinstance(node, ast.Call):
                words.calls.setdefault(called(node), []).append(node)
        words.constants, words.attributes = list(constants.values()), list(attributes)
        return words


def called(call: ast.Call) -> str:
    """The last name of what is called: `torch.nn.MSELoss(…)` -> "MSELoss"."""
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""
