from port import alike, linear, port

from grader import chance, close, expect, sizes

exercise = port("SimpleLinear", takes=("in_features", "out_features"))
HOLDS = {"new_parameters": "Weight", "forward": "Forward; Gradient"}


@exercise.check(points=1)
@exercise.cases((8, 4), (sizes(200, 300), sizes(200, 300)))
def new_parameters(student, solution, data, inputs, outputs):
    """The weight is drawn with the deviation 1/√in_features, the bias is 0, and both require gradients."""
    layer = student.SimpleLinear(inputs, outputs)
    expect(layer.weight.shape, [outputs, inputs], "the weight has another shape")
    chance.normal(layer.weight.data, 0.0, inputs**-0.5, "the weight")
    close(layer.bias.data, 0.0 * data.normal(outputs), "the bias")
    expect([layer.weight.requires_grad, layer.bias.requires_grad], [True, True], "a parameter requires no gradient")


@exercise.check(points=1)
@exercise.cases((2, 8, 4), (sizes(1, 5), sizes(2, 9), sizes(2, 9)))
def forward(student, solution, data, samples, inputs, outputs):
    """forward is x @ Wᵀ + b, with its gradients."""
    alike(
        student, solution, data, lambda layer, x: layer.forward(x), data.normal(samples, inputs, dtype="float32"),
        make=lambda who: who.SimpleLinear(inputs, outputs),
        given={name[2:]: value for name, value in linear(data, ".", inputs, outputs).items()},
    )  # fmt: skip
