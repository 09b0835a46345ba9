from port import alike, port

from grader import any_of, magnitudes, sizes

exercise = port("my_layer_norm")
HOLDS = {"values": "*"}


@exercise.check(points=1)
@exercise.cases(((2, 3, 8), 1.0), ((4, 16), 1.0), ((sizes(1, 5), sizes(2, 30)), magnitudes(1e-3, 1e2)), ((3, 5), 3e-3))
def values(student, solution, data, shape, scale):
    """Values and all gradients are right."""
    x = data.normal(*shape, scale=scale, dtype="float32") + any_of(0.0, scale).draw(data)
    gamma, beta = (data.normal(shape[-1], dtype="float32") for _ in range(2))
    alike(student, solution, data, lambda who, *given: who.my_layer_norm(*given), x.astype("float32"), gamma, beta)


@exercise.check(points=1)
@exercise.cases(0.1, magnitudes(0.01, 1.0))
def eps_is_used(student, solution, data, eps):
    """Another eps is used."""
    given = data.normal(3, 6, dtype="float32"), *(data.normal(6, dtype="float32") for _ in range(2))
    alike(student, solution, data, lambda who, *given: who.my_layer_norm(*given, eps=eps), *given)
