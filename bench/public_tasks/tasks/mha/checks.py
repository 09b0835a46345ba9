from port import alike, at, is_a, linear, port, random

from grader import any_of, sizes

NAMES = "W_q", "W_k", "W_v", "W_o"
exercise = port("MultiHeadAttention", *NAMES, takes=("d_model", "num_heads"))
HOLDS = {"projections_are_linear": "Uses; Different", "attends": "Output; Numerical; Gradient; Cross"}


@exercise.check(points=1)
@exercise.cases(
    (1, 3, 3, 2, 2), (2, 6, 6, 4, 8), (1, 3, 7, 4, 8), (sizes(1, 3), sizes(2, 6), sizes(2, 6), any_of(1, 2, 3), 4)
)
def attends(student, solution, data, samples, queries, keys, heads, width):
    """Results and gradients are right, also where there are more keys than queries."""
    d = heads * width
    alike(
        student, solution, data, lambda mha, *given: mha.forward(*given),
        *(data.normal(samples, n, d, dtype="float32") for n in (queries, keys, keys)),
        make=lambda who: who.MultiHeadAttention(d_model=d, num_heads=heads),
        given={path: value for name in NAMES for path, value in linear(data, name, d, d).items()},
    )  # fmt: skip


@exercise.check(points=1)
def projections_are_linear(student, solution, data):
    """The four projections are layers of nn.Linear, with random weights."""
    mha = student.MultiHeadAttention(32, 4)
    for name in NAMES:
        is_a(at(mha, name), "Linear")
        random(at(mha, name).weight, name)
