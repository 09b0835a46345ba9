from port import expect, lent, port, tensor_of, whole

from grader import any_of, chance, flag, sizes

exercise = port("kaiming_init")
HOLDS = {"deviation": "Mean; Std; Smaller", "the_same_tensor_comes_back": "Returns"}


@exercise.check(points=1)
@exercise.cases((256, 512), (64, 16), (sizes(100, 300), sizes(100, 300)), (4, 600_000))
def deviation(student, solution, data, rows, columns):
    """The weight is drawn from a normal distribution with the deviation √(2 / fan_in)."""
    array = data.normal(1, 1).repeat(rows, 0).repeat(columns, 1).astype("float32")
    weight = tensor_of(student, array[:, : min(columns, 200_000)], grad=any_of(True, False).draw(data))
    if columns > 200_000:  # more than one message holds
        weight = weight.detach().repeat(1, columns // 200_000)
    student.kaiming_init(weight)
    import numpy as np

    drawn = np.concatenate([weight[i].data for i in range(rows)])
    chance.normal(drawn, 0.0, (2 / columns) ** 0.5, "the weight")
    expect(weight.shape, [rows, columns], "the weight has another shape")


@exercise.check(points=1)
def the_same_tensor_comes_back(student, solution, data):
    """What comes back is the tensor that was given, and it is another one than before."""
    before = data.normal(64, 32, dtype="float32")
    weight = tensor_of(student, before)
    found = student.kaiming_init(weight)
    same = lent(student, data.given("library", "same"))
    expect(same(found, weight).read(flag), True, "another tensor comes back")
    chance.normal(weight.data, 0.0, 0.25, "the weight")
    expect(whole(weight.requires_grad, ""), True, "the weight requires no gradient any more")
