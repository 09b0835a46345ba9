from port import alike, normals, port

from grader import sizes

exercise = port("apply_rope")
HOLDS = {"rotates": "*"}


@exercise.check(points=1)
@exercise.cases((2, 8, 64), (1, 16, 32), (1, 11, 16), (sizes(1, 4), sizes(1, 60), 8), (1, 300, 2))
def rotates(student, solution, data, samples, places, width):
    """Both are rotated by their places, with the right gradients."""
    given = normals(data, *2 * [(samples, places, width)])
    alike(student, solution, data, lambda who, q, k: [who.apply_rope(q, k)[i] for i in (0, 1)], *given)
