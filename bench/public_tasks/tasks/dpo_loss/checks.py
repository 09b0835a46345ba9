from port import alike, normals, port

from grader import any_of, magnitudes, sizes

exercise = port("dpo_loss")
HOLDS = {"loss": "*"}


@exercise.check(points=1)
@exercise.cases(
    (2, 10.0, 0.1), (3, 1.0, 0.5), (sizes(1, 20), magnitudes(0.1, 10.0), magnitudes(0.05, 2.0)), (sizes(1, 9), 5.0)
)
def loss(student, solution, data, samples, scale, beta=None):
    """The loss and its gradients are right, for easy and hard pairs and any beta."""
    how = {} if beta is None else {"beta": beta}
    given = normals(data, *4 * [(samples,)], scale=scale)
    given[0] += any_of(-scale, scale).draw(data)
    alike(student, solution, data, lambda who, *given: who.dpo_loss(*given, **how), *given)
