from port import alike, normals, port

from grader import magnitudes, sizes

exercise = port("ppo_loss")
HOLDS = {"loss": "*"}


@exercise.check(points=1)
@exercise.cases(
    (16, 0.3), (4, 0.1, 0.2), (sizes(4, 30), 0.5, magnitudes(0.05, 0.5)), (sizes(20, 40), 0.2), (1, 1.0, 0.1)
)
def loss(student, solution, data, samples, scale, clip=None):
    """The loss and its gradient are right on both sides of the clip; no gradient goes to the rest."""
    how = {} if clip is None else {"clip_ratio": clip}
    new, old = normals(data, *2 * [(samples,)], scale=scale)
    given = new, old, *normals(data, (samples,))
    alike(student, solution, data, lambda who, *given: who.ppo_loss(*given, **how), *given, strict=True)
