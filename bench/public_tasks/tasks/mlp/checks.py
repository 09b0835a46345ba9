from port import alike, all_get_gradients, is_a, linear, normals, port

from grader import sizes

exercise = port("SwiGLUMLP", "gate_proj", "up_proj", "down_proj", takes=("d_model", "d_ff"))
HOLDS = {"it_is_a_module": "Parameter shapes#1; Gradient", "values": "Parameter; Forward; Numerical; 2-D; Gradient"}


@exercise.check(points=1)
@exercise.cases(
    ((2, 8), 32, 64), ((4,), 32, 64), ((1, 4), 16, 32), ((sizes(1, 5), sizes(1, 5)), sizes(1, 20), sizes(1, 20))
)
def values(student, solution, data, shape, width, hidden):
    """Results and gradients are right, in any shape."""
    sizes = {"gate_proj": (width, hidden), "up_proj": (width, hidden), "down_proj": (hidden, width)}
    alike(
        student, solution, data, lambda mlp, x: mlp(x), *normals(data, (*shape, width)),
        make=lambda who: who.SwiGLUMLP(d_model=width, d_ff=hidden),
        given={path: value for name, each in sizes.items() for path, value in linear(data, name, *each).items()},
    )  # fmt: skip


@exercise.check(points=1)
def it_is_a_module(student, solution, data):
    """It is a Module, and so are its projections; all parameters get gradients."""
    mlp = student.SwiGLUMLP(8, 16)
    for each in (mlp, mlp.gate_proj, mlp.up_proj, mlp.down_proj):
        is_a(each, "Module")
    all_get_gradients(mlp, mlp(*normals(data, (3, 8))))
