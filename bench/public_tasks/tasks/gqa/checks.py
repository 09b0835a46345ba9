from port import alike, at, is_a, linear, normals, port, random

from grader import sizes

NAMES = "W_q", "W_k", "W_v", "W_o"
exercise = port("GroupQueryAttention", *NAMES, takes=("d_model", "num_heads", "num_kv_heads"))
HOLDS = {
    "projections_are_linear": "nn.Linear; KV heads are shared correctly#2",
    "attends": "Output; Degenerates; KV heads are shared correctly#1; Gradient; nn.Linear",
}


@exercise.check(points=1)
@exercise.cases((2, 6, 4, 2, 4), (1, 4, 1, 4, 4), (1, 4, 2, 2, 4), (2, 3, 1, 1, 2), 5 * (sizes(1, 4),))
def attends(student, solution, data, samples, places, groups, of_each, width):
    """Results and gradients are right, for any number of heads that share keys and values."""
    d, heads = groups * of_each * width, groups * of_each
    widths = dict(zip(NAMES, (d, groups * width, groups * width, d), strict=True))
    alike(
        student, solution, data, lambda gqa, x: gqa.forward(x), *normals(data, (samples, places, d)),
        make=lambda who: who.GroupQueryAttention(d_model=d, num_heads=heads, num_kv_heads=groups),
        given={path: value for name, n in widths.items() for path, value in linear(data, name, d, n).items()},
    )  # fmt: skip


@exercise.check(points=1)
def projections_are_linear(student, solution, data):
    """The four projections are layers of nn.Linear, with random weights."""
    gqa = student.GroupQueryAttention(32, 8, 2)
    for name in NAMES:
        is_a(at(gqa, name), "Linear")
        random(at(gqa, name).weight, name)
