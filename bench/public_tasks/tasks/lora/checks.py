from port import alike, is_a, linear, normals, port

from grader import any_of, close, expect, magnitudes, sizes, tensor

exercise = port("LoRALinear", "linear", "lora_A", "lora_B", takes=("in_features", "out_features", "rank"))
HOLDS = {"new_parameters": "Base; LoRA; B=0", "computes": "Only; Forward; LoRA"}


@exercise.check(points=1)
@exercise.cases((8, 4, 2, 2.0), (16, 8, 4, 1.0), (8, 4, 2, None), (*3 * (sizes(1, 9),), magnitudes(0.1, 10.0)))
def computes(student, solution, data, inputs, outputs, rank, alpha):
    """The low-rank part is added, scaled by alpha / rank; only its two parameters get gradients."""
    how = {} if alpha is None else {"alpha": alpha}
    parts = dict(zip(("lora_A", "lora_B"), normals(data, (rank, inputs), (outputs, rank)), strict=True))
    alike(
        student, solution, data, lambda layer, x: layer(x), *normals(data, (any_of(1, 3).draw(data), inputs)),
        make=lambda who: who.LoRALinear(in_features=inputs, out_features=outputs, rank=rank, **how),
        given=linear(data, "linear", inputs, outputs) | parts, strict=True,
    )  # fmt: skip


@exercise.check(points=1)
def new_parameters(student, solution, data):
    """It is a Module; a new one computes what its frozen Linear layer does: B is 0, A is random."""
    layer = student.LoRALinear(16, 8, 4)
    is_a(layer, "Module")
    is_a(layer.linear, "Linear")
    flags = [each.requires_grad for each in (layer.linear.weight, layer.linear.bias, layer.lora_A, layer.lora_B)]
    expect(flags, [False, False, True, True], "other parameters require gradients")
    close(layer.lora_B.data, normals(data, (8, 4))[0] * 0, "lora_B")
    expect(len(set(layer.lora_A.data.ravel())) > 60, True, "lora_A is not random")
    x = normals(data, (2, 16))[0]
    close(layer(x).read(tensor), layer.linear(x).read(tensor), "the result of a new layer")
