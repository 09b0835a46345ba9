from port import alike, is_a, linear, normals, port

from grader import sizes

NAMES = "W_q", "W_k", "W_v", "W_o"
exercise = port("MultiHeadCrossAttention", *NAMES, takes=("d_model", "num_heads"))
HOLDS = {"it_is_a_module": "Output shape#1", "attends": "Output shape#2; Q and KV; No causal; Gradient"}


@exercise.check(points=1)
@exercise.cases((2, 6, 10, 4, 16), (1, 3, 20, 2, 16), (1, 4, 6, 2, 3), 5 * (sizes(1, 5),))
def attends(student, solution, data, samples, queries, keys, heads, width):
    """Results and gradients are right, with any number of keys."""
    d = heads * width
    alike(
        student, solution, data, lambda layer, *given: layer(*given),
        *normals(data, (samples, queries, d), (samples, keys, d)),
        make=lambda who: who.MultiHeadCrossAttention(d_model=d, num_heads=heads),
        given={path: value for name in NAMES for path, value in linear(data, name, d, d).items()},
    )  # fmt: skip


@exercise.check(points=1)
def it_is_a_module(student, solution, data):
    """It is a Module, and so are its projections."""
    layer = student.MultiHeadCrossAttention(8, 2)
    for each in (layer, layer.W_q, layer.W_k, layer.W_v, layer.W_o):
        is_a(each, "Module")
