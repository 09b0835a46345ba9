from port import alike, normals, port

from grader import sizes

exercise = port("scaled_dot_product_attention")
HOLDS = {"attends": "*"}


@exercise.check(points=1)
@exercise.cases((2, 4, 4, 8, 8), (1, 3, 5, 16, 32), 5 * (sizes(1, 6),))
def attends(student, solution, data, samples, queries, keys, width, of_values):
    """Results and gradients are right, also where there are more keys than queries."""
    shapes = (samples, queries, width), (samples, keys, width), (samples, keys, of_values)
    alike(
        student, solution, data, lambda who, *given: who.scaled_dot_product_attention(*given), *normals(data, *shapes)
    )
