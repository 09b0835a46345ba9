from port import alike, expect, is_a, normals, port, whole

from grader import close, integers, sizes, string, tensor

exercise = port("Int8Linear", "weight_int8", "scale")
HOLDS = {
    "weights": "Weight is int8; Values; Dequantized",
    "computes": "Forward",
    "buffers": "Weight is int8#1; Weight is buffer",
}
SIZES = sizes(1, 20), sizes(1, 20)


@exercise.check(points=1)
@exercise.cases((32, 16, 1.0), (64, 32, 10.0), (*SIZES, 0.01))
def weights(student, solution, data, outputs, inputs, scale):
    """The weights are int8, one scale a row, and rounded to the nearest."""
    (weight,) = normals(data, (outputs, inputs), scale=scale)
    mine, right = (who.Int8Linear(weight) for who in (student, solution))
    expect(mine.weight_int8.read(whole).dtype, "int8", "weight_int8 is not int8")
    close(mine.scale.read(tensor), right.scale.read(tensor), "scale")
    close(mine.weight_int8.read(integers), right.weight_int8.read(integers), "weight_int8")


@exercise.check(points=1)
@exercise.cases((8, 4, True), (8, 4, False), (*SIZES, True))
def computes(student, solution, data, outputs, inputs, biased):
    """The result is the one of the dequantized weights, with and without a bias, and has the right gradients."""
    weight, bias, x = normals(data, (outputs, inputs), (outputs,), (3, inputs))
    given = (weight, bias) if biased else (weight,)
    alike(
        student, solution, data, lambda layer, x: layer(x), x, make=lambda who: who.Int8Linear(*given),
        given={"bias": bias} if biased else {},
    )  # fmt: skip


@exercise.check(points=1)
def buffers(student, solution, data):
    """It is a Module; its weight and scale are buffers, its bias is a parameter with the given values."""
    weight, bias = normals(data, (4, 3), (4,))
    layer = student.Int8Linear(weight, bias)
    is_a(layer, "Module")
    names = [[pair[0].read(string) for pair in each] for each in (layer.named_buffers(), layer.named_parameters())]
    expect([sorted(names[0]), names[1]], [["scale", "weight_int8"], ["bias"]], f"buffers and parameters are {names}")
    close(layer.bias.data, bias, "the bias")
