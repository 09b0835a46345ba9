from port import expect, lent, normals, port

from grader import close, sizes
from grader.checks.answers import scalar

exercise = port("accumulated_step")
HOLDS = {"steps": "*"}


def stepped(who, data, weight, batches, steps, loss):
    """The losses, and the weight afterwards."""
    torch = lent(who, data.given("library", "library"))
    model = torch.nn.Linear(4, 2, bias=False)
    model.weight.data = weight
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    model(weight).sum().backward()  # what gradients there are does not count
    losses = [
        who.accumulated_step(model, optimizer, getattr(torch.nn, loss)(), batches).read(scalar) for _ in range(steps)
    ]
    return losses, model.weight.data


@exercise.check(points=1)
@exercise.cases((2, 2, 1), (1, 2, 1), (sizes(2, 5), sizes(1, 5), 2), (2, 3, 1, "PoissonNLLLoss"))
def steps(student, solution, data, count, samples, steps, loss="MSELoss"):
    """A step is the one of all batches together; the loss is their mean, a float."""
    (weight,) = normals(data, (2, 4))
    batches = [tuple(normals(data, (samples, 4), (samples, 2))) for _ in range(count)]
    sides = (stepped(who, data, weight, batches, steps, loss) for who in (student, solution))
    (losses, mine), (wanted, right) = sides
    for found, value in zip(losses, wanted, strict=True):
        expect(found.kind, "float", f"the loss is {found.described}")
        close(float(found), float(value), "the loss")
    close(mine, right, "the weight")
