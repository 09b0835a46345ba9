from port import alike, normals, port

from grader import magnitudes, sizes

exercise = port("rms_norm")
HOLDS = {"values": "*"}


@exercise.check(points=1)
@exercise.cases(((2, 8), 1.0), ((2, 4, 32), 1.0), ((sizes(1, 5), sizes(1, 30)), magnitudes(1e-3, 1e2)), ((3, 5), 1e-3))
def values(student, solution, data, shape, scale):
    """Values and gradients are right, also of small numbers."""
    given = *normals(data, shape, scale=scale), *normals(data, shape[-1:])
    alike(student, solution, data, lambda who, *given: who.rms_norm(*given), *given)


@exercise.check(points=1)
@exercise.cases(0.1, magnitudes(0.01, 1.0))
def eps_is_used(student, solution, data, eps):
    """Another eps is used."""
    alike(student, solution, data, lambda who, *given: who.rms_norm(*given, eps=eps), *normals(data, (3, 6), (6,)))
