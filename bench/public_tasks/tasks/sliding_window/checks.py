from port import alike, normals, port

from grader import any_of, sizes

exercise = port("sliding_window_attention")
HOLDS = {"attends": "*"}


@exercise.check(points=1)
@exercise.cases((2, 8, 16, 2), (1, 4, 8, 0), (2, 6, 8, 6), (1, 10, 8, 1), (2, sizes(3, 9), 3, any_of(0, 1, 2, 3, 20)))
def attends(student, solution, data, samples, places, width, window):
    """Results and gradients are right: with no neighbour, a few, and all places in the window."""
    given = normals(data, *3 * [(samples, places, width)])
    alike(student, solution, data, lambda who, *given: who.sliding_window_attention(*given, window), *given)
