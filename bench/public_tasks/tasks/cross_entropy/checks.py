from port import alike, normals, port

from grader import sizes

exercise = port("cross_entropy_loss")
HOLDS = {"loss": "*"}


@exercise.check(points=1)
@exercise.cases((4, 10, 1.0), (8, 5, 1.0), (sizes(1, 20), sizes(2, 20), 1.0), (3, 4, 1000.0))
def loss(student, solution, data, samples, classes, scale):
    """The loss is a single number, the mean, and right with its gradient, also for large logits."""
    given = *normals(data, (samples, classes), scale=scale), data.integers(0, classes, samples)
    alike(student, solution, data, lambda who, *given: who.cross_entropy_loss(*given), *given)


@exercise.check(points=1)
def confident(student, solution, data):
    """A confident right answer costs nothing."""
    given = 1000.0 * data.random.permutation(5)[:, None] + [1.0, 0.0, -1.0]
    alike(
        student, solution, data, lambda who, *given: who.cross_entropy_loss(*given),
        (given * [1, 0, -1]).astype("float32"), 0 * data.integers(0, 3, 5),
    )  # fmt: skip
