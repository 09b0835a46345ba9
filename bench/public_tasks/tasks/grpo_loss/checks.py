from port import alike, normals, port

from grader import magnitudes, sizes

exercise = port("grpo_loss")
HOLDS = {"loss": "*"}


def ask(student, solution, data, groups, each, scale, **how):
    """Groups of different sizes, in any order."""
    ids = data.random.permutation([7 * g for g in range(groups) for _ in range(each + g % 2)])
    logps, rewards = normals(data, *2 * [ids.shape])
    alike(
        student, solution, data, lambda who, *given: who.grpo_loss(*given, **how), logps,
        (scale * rewards + 3 * ids).astype("float32"), ids, strict=True,
    )  # fmt: skip


@exercise.check(points=1)
@exercise.cases((2, 2, 1.0), (2, 3, 1.0), (sizes(1, 4), sizes(2, 5), magnitudes(0.1, 10.0)), (1, 3, 1e-4))
def loss(student, solution, data, groups, each, scale):
    """The loss and its gradient are right; no gradient goes to the rewards."""
    ask(student, solution, data, groups, each, scale)


@exercise.check(points=1)
@exercise.cases(1.0, magnitudes(0.01, 1.0))
def eps_is_used(student, solution, data, eps):
    """Another eps is used."""
    ask(student, solution, data, 3, 3, 1.0, eps=eps)
