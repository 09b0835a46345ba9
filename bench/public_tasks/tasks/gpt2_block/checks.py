from port import alike, all_get_gradients, classes, expect, is_a, linear, normals, port

from grader import any_of, sizes

NAMES = "W_q", "W_k", "W_v", "W_o"
exercise = port("GPT2Block", *NAMES, "ln1", "ln2", "mlp", takes=("d_model", "num_heads"))
HOLDS = {
    "layers": "Output shape#1; Has; MLP; Gradient",
    "computes": "Output; MLP; Causal; Gradient flow to all parameters#1",
}


@exercise.check(points=1)
@exercise.cases((2, 8, 4, 4, 1.0), (1, 8, 2, 8, 1.0), (1, 4, 1, 8, 1.0), (*4 * (sizes(1, 4),), any_of(0.01, 1.0, 10.0)))
def computes(student, solution, data, samples, places, heads, width, scale):
    """Results and gradients are right: pre-norm, causal attention, four times as wide in between, two residuals."""
    d = heads * width + heads * width % 2
    given = {path: value for name in NAMES for path, value in linear(data, name, d, d).items()}
    given |= linear(data, "mlp.0", d, 4 * d) | linear(data, "mlp.2", 4 * d, d)
    for name in ("ln1", "ln2"):
        given[f"{name}.weight"], given[f"{name}.bias"] = normals(data, (d,), (d,))
    heads = heads if d % heads == 0 else 1
    alike(
        student, solution, data, lambda block, x: block(x), *normals(data, (samples, places, d), scale=scale),
        make=lambda who: who.GPT2Block(d_model=d, num_heads=heads), given=given,
    )  # fmt: skip


@exercise.check(points=1)
def layers(student, solution, data):
    """It is a Module with two LayerNorms, four Linear layers and an MLP; all parameters get gradients."""
    block = student.GPT2Block(8, 2)
    is_a(block, "Module")
    all_get_gradients(block, block(*normals(data, (1, 3, 8))))
    for each in (block.ln1, block.ln2):
        is_a(each, "LayerNorm")
    for each in (block.W_q, block.W_k, block.W_v, block.W_o):
        is_a(each, "Linear")
    expect([classes(each)[0] for each in block.mlp], ["Linear", "GELU", "Linear"], "mlp has other layers")
