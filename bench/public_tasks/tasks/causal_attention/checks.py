from port import alike, normals, port

from grader import sizes

exercise = port("causal_attention")
HOLDS = {"attends": "Output; Gradient", "nothing_comes_from_later": "Future; First"}


@exercise.check(points=1)
@exercise.cases((2, 6, 16, 16), (2, 4, 8, 8), 4 * (sizes(1, 7),))
def attends(student, solution, data, samples, places, width, of_values):
    """Results and gradients are right."""
    shapes = 2 * [(samples, places, width)] + [(samples, places, of_values)]
    alike(student, solution, data, lambda who, *given: who.causal_attention(*given), *normals(data, *shapes))


@exercise.check(points=1)
def nothing_comes_from_later(student, solution, data):
    """What comes later is not seen: large keys and values there change nothing before."""
    q, k, v = normals(data, *3 * [(1, 8, 16)])
    k[:, 4:] *= 100
    v[:, 4:] *= 100
    alike(student, solution, data, lambda who, *given: who.causal_attention(*given).split([4, 4], dim=1)[0], q, k, v)
