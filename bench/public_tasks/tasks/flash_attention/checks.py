from port import alike, normals, port

from grader import any_of, sizes

exercise = port("flash_attention")
HOLDS = {"attends": "*"}


def ask(student, solution, data, samples, places, width, scale=1.0, **blocks):
    given = normals(data, *3 * [(samples, places, width)], scale=scale)
    alike(student, solution, data, lambda who, *given: who.flash_attention(*given, **blocks), *given)


@exercise.check(points=1)
@exercise.cases((2, 16, 8, 4), (1, 7, 4, 3), (1, 12, 8, 6), (1, 3, 2, 1), (2, sizes(1, 20), 3, any_of(1, 2, 5, 32)))
def attends(student, solution, data, samples, places, width, block):
    """Results and gradients are right with any block size."""
    ask(student, solution, data, samples, places, width, block_size=block)


@exercise.check(points=1)
@exercise.cases(4, sizes(33, 70))
def large_scores(student, solution, data, places):
    """Scores of some hundreds do no harm, and a block size need not be given."""
    ask(student, solution, data, 2, places, 3, scale=12.0)
