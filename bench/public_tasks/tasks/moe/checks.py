from port import alike, expect, is_a, linear, normals, port

from grader import sizes

exercise = port("MixtureOfExperts", "router", "experts", takes=("d_model", "d_ff", "num_experts"))
HOLDS = {"parts": "Output shape#1; Has", "mixes": "Output; Router; Gradient"}


@exercise.check(points=1)
@exercise.cases(
    (2, 8, 4, 3, 4, 2),
    (1, 4, 16, 32, 8, None),
    (1, 3, 2, 2, 3, 3),
    (1, 5, 4, 3, 3, 1),
    (*4 * (sizes(1, 4),), sizes(2, 5), 2),
)
def mixes(student, solution, data, samples, places, width, hidden, experts, top):
    """Each place gets the weighted results of its best experts, with the right gradients."""
    given = linear(data, "router", width, experts)
    for i in range(experts):
        given |= linear(data, f"experts.{i}.0", width, hidden) | linear(data, f"experts.{i}.2", hidden, width)
    how = {} if top is None else {"top_k": top}
    alike(
        student, solution, data, lambda moe, x: moe(x), *normals(data, (samples, places, width)),
        make=lambda who: who.MixtureOfExperts(d_model=width, d_ff=hidden, num_experts=experts, **how), given=given,
    )  # fmt: skip


@exercise.check(points=1)
def parts(student, solution, data):
    """It is a Module with a Linear router and as many experts as are asked for."""
    moe = student.MixtureOfExperts(4, 8, 5, top_k=2)
    is_a(moe, "Module")
    is_a(moe.router, "Linear")
    expect(len(list(moe.experts)), 5, "there are more or fewer experts")
